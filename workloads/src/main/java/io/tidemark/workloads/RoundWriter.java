package io.tidemark.workloads;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One super table's writers in one round. As in taosBenchmark each writer has a contiguous share of the tables; here the
 * writers take turns, a request each, where real threads would run side by side.
 */
final class RoundWriter {
    private final SuperTable table;
    private final List<TableWriter> writers = new ArrayList<>();

    /**
     * Which tables are written, and how they are numbered.
     *
     * @param firstId the number of the super table's first child
     * @param superTable its place in the workload
     * @param selector which of them are written in this round
     * @param createFirst whether each is created by its first insert
     */
    record Tables(long firstId, int superTable, TableSelector selector, boolean createFirst) {}

    RoundWriter(SuperTable table, long rowsPerTable, long firstTimestamp, Tables tables, ChoiceSource choices) {
        this.table = table;
        long threads = Math.max(1, Math.min(table.threads(), table.writtenTables()));
        for (long thread = 0; thread < threads; thread++) {
            long from = table.firstWritten() + share(thread, threads);
            long to = table.firstWritten() + share(thread + 1, threads);
            ChoiceSource own = choices.fork("thread " + thread);
            writers.add(
                    table.isMixed()
                            ? new MixedWriter(table, rowsPerTable, firstTimestamp, tables, from, to, own)
                            : new PlainWriter(table, rowsPerTable, firstTimestamp, tables, from, to, own));
        }
    }

    private long share(long thread, long threads) {
        long whole = table.writtenTables() / threads;
        return whole * thread + Math.min(thread, table.writtenTables() % threads);
    }

    /** Adds a request of each writer that has one; false when none has. */
    boolean write(Deque<Operation> operations) {
        int before = writers.size();
        writers.removeIf(writer -> !writer.writeRequest(operations));
        if (!writers.isEmpty() && table.pauseNanos() > 0) {
            operations.add(new Operation.Pause(table.pauseNanos()));
        }
        return before > 0;
    }
}
