package io.tidemark.workloads;

/** One thing that clients do to a database. Tables are numbered from 0 over the whole workload. */
public sealed interface Operation {
    /**
     * Creates a child table.
     *
     * @param superTable its super table's place in the workload
     */
    record CreateTable(long tableId, int superTable, String name) implements Operation {}

    /**
     * Writes rows of one table in one request.
     *
     * @param timestamps in units of the database's precision, in the order written; not to be changed
     * @param rowBytes of one row's columns
     * @param valueSeed what the values are made from: another seed, other content
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Insert(long tableId, long[] timestamps, int rowBytes, long valueSeed) implements Operation {}

    /** Deletes the rows with {@code fromTimestamp <= timestamp < toTimestamp}. */
    record Delete(long tableId, long fromTimestamp, long toTimestamp) implements Operation {}

    /** Drops a child table. */
    record DropTable(long tableId) implements Operation {}

    /** {@code FLUSH DATABASE}: commits every memtable. */
    record FlushDatabase() implements Operation {}

    /** {@code COMPACT DATABASE}: rewrites every file set. */
    record Compact() implements Operation {}

    /** Virtual time passes and nobody writes. */
    record Pause(long nanos) implements Operation {}
}
