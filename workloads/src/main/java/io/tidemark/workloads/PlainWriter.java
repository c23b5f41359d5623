package io.tidemark.workloads;

import java.util.Deque;

/**
 * taosBenchmark's rule 0: a row's timestamp is the start and so many steps; a disordered one is moved back by less than the
 * range. Table by table, or a few rows of each in turn. Takes memory for one request.
 */
final class PlainWriter extends TableWriter {
    private final long fromChild;
    private final long toChild;
    private long child;
    private long row;

    PlainWriter(
            SuperTable table,
            long rowsPerTable,
            long firstTimestamp,
            RoundWriter.Tables tables,
            long fromChild,
            long toChild,
            ChoiceSource choices) {
        super(table, rowsPerTable, firstTimestamp, tables, choices);
        this.fromChild = fromChild;
        this.toChild = toChild;
        this.child = fromChild;
    }

    @Override
    boolean writeRequest(Deque<Operation> operations) {
        long room = table.rowsPerRequest();
        boolean wrote = false;
        while (goToNext() && (!wrote || turnRows() <= room)) {
            int count = (int) turnRows();
            insert(operations, child, timestamps(count), row == 0);
            wrote = true;
            room = table.interlaceRows() > 0 ? room - count : 0;
            leave(count);
            if (room <= 0) {
                break;
            }
        }
        if (wrote) {
            endRequest(operations);
        }
        return wrote;
    }

    /* Goes to the next table that is written and has rows left. Interlaced tables all stand at the same row. */
    private boolean goToNext() {
        while (row < rowsPerTable) {
            for (; child < toChild; child++) {
                if (isWritten(child)) {
                    return true;
                }
            }
            if (table.interlaceRows() == 0) {
                return false;
            }
            child = fromChild;
            row += turnRows();
        }
        return false;
    }

    private void leave(int count) {
        if (table.interlaceRows() > 0) {
            child++;
            return;
        }
        row += count;
        if (row == rowsPerTable) {
            row = 0;
            child++;
        }
    }

    /* How many rows of a table go together: a whole request, or its turn. */
    private long turnRows() {
        int most = table.interlaceRows() > 0
                ? Math.min(table.interlaceRows(), table.rowsPerRequest())
                : table.rowsPerRequest();
        return Math.min(most, rowsPerTable - row);
    }

    private long[] timestamps(int count) {
        long[] timestamps = new long[count];
        for (int i = 0; i < count; i++) {
            long timestamp = timestamp(row + i);
            boolean isLate = table.disorderPercent() > 0 && choices.chance(table.disorderPercent(), 100);
            timestamps[i] = isLate ? timestamp - choices.below(Math.max(1, table.disorderRange())) : timestamp;
        }
        return timestamps;
    }
}
