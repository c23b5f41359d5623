package io.tidemark.workloads;

/**
 * A super table and how its child tables are written.
 *
 * @param name of the super table
 * @param prefix of the child tables' names, before their number
 * @param tables how many child tables, at least 0
 * @param firstWritten the first child table that is written
 * @param writtenTables how many are written, from that one on
 * @param autoCreate whether a child table is created by its first insert, instead of before all inserts
 * @param rowBytes of one row's columns
 * @param startTimestamp of each table's first row, in units of the database's precision
 * @param step from row to row, in the same units
 * @param threads writers side by side, each with its share of the tables
 * @param rowsPerRequest at most, at least 1
 * @param interlaceRows rows of a table before its writer goes on to the next; 0 writes table by table
 * @param pauseNanos after each request
 * @param disorderPercent how many rows come late
 * @param disorderRange how late at most, in units of the precision
 * @param updatePercent how many rows are written again, in mixed mode
 * @param deletePercent how many rows are deleted, in mixed mode
 * @param isMixed whether late rows are held back and written in a later request (taosBenchmark's rules other than 0), instead
 *     of only carrying an older timestamp
 * @param flushEachRequest whether each request is followed by a flush
 */
public record SuperTable(
        String name,
        String prefix,
        long tables,
        long firstWritten,
        long writtenTables,
        boolean autoCreate,
        int rowBytes,
        long startTimestamp,
        long step,
        int threads,
        int rowsPerRequest,
        int interlaceRows,
        long pauseNanos,
        int disorderPercent,
        long disorderRange,
        int updatePercent,
        int deletePercent,
        boolean isMixed,
        boolean flushEachRequest) {
    public SuperTable {
        if (tables < 0 || firstWritten < 0 || writtenTables < 0 || firstWritten + writtenTables > tables) {
            throw new IllegalArgumentException("written tables must be among the tables: tables=" + tables
                    + ", firstWritten=" + firstWritten + ", writtenTables=" + writtenTables);
        }
        if (threads < 1 || rowsPerRequest < 1 || interlaceRows < 0 || pauseNanos < 0 || rowBytes < 1) {
            throw new IllegalArgumentException("threads, rows per request and row bytes must be positive: threads="
                    + threads + ", rowsPerRequest=" + rowsPerRequest + ", rowBytes=" + rowBytes);
        }
    }

    /** The same with another name, and names of child tables that begin otherwise. */
    public SuperTable named(String newName, String newPrefix) {
        return new SuperTable(
                newName,
                newPrefix,
                tables,
                firstWritten,
                writtenTables,
                autoCreate,
                rowBytes,
                startTimestamp,
                step,
                threads,
                rowsPerRequest,
                interlaceRows,
                pauseNanos,
                disorderPercent,
                disorderRange,
                updatePercent,
                deletePercent,
                isMixed,
                flushEachRequest);
    }

    /** The same with other child tables. */
    SuperTable withTables(long newTables, long newFirstWritten, long newWrittenTables) {
        return new SuperTable(
                name,
                prefix,
                newTables,
                newFirstWritten,
                newWrittenTables,
                autoCreate,
                rowBytes,
                startTimestamp,
                step,
                threads,
                rowsPerRequest,
                interlaceRows,
                pauseNanos,
                disorderPercent,
                disorderRange,
                updatePercent,
                deletePercent,
                isMixed,
                flushEachRequest);
    }
}
