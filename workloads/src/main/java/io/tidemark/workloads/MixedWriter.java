package io.tidemark.workloads;

import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** taosBenchmark's mixed rules, table by table: see {@link MixedTable}. */
final class MixedWriter extends TableWriter {
    private final long toChild;
    private long child;
    private @Nullable MixedTable current;

    MixedWriter(
            SuperTable table,
            long rowsPerTable,
            long firstTimestamp,
            RoundWriter.Tables tables,
            long fromChild,
            long toChild,
            ChoiceSource choices) {
        super(table, rowsPerTable, firstTimestamp, tables, choices);
        this.toChild = toChild;
        this.child = fromChild;
    }

    @Override
    boolean writeRequest(Deque<Operation> operations) {
        MixedTable rows = current;
        while (rows == null || rows.isDone()) {
            child += rows == null ? 0 : 1;
            while (child < toChild && !isWritten(child)) {
                child++;
            }
            if (child >= toChild) {
                return false;
            }
            rows = new MixedTable(table, rowsPerTable, this::timestamp, choices);
            current = rows;
        }
        boolean isFirst = rows.isAtBegin();
        insert(operations, child, rows.nextRequest(), isFirst);
        long[] deleted = rows.nextDelete();
        if (deleted != null) {
            delete(operations, child, deleted[0], deleted[1]);
        }
        endRequest(operations);
        return true;
    }
}
