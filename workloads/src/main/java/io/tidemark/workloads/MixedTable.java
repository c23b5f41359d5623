package io.tidemark.workloads;

import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table in taosBenchmark's mixed mode. A row chosen to be late is held back and written in a later request;
 * one chosen for an update is written and held back too, and later written again. Ranges of older rows are deleted now and
 * then. After four fifths of the rows what is held back is written out. With 100 percent disorder the table is written
 * backwards. Takes memory for ten requests.
 */
final class MixedTable {
    private static final int HELD_REQUESTS = 10;
    private static final int DELETE_AFTER_ROWS = 200;

    private final SuperTable table;
    private final long rows;
    private final LongUnaryOperator timestampOf;
    private final ChoiceSource choices;
    private final HeldBack late;
    private final HeldBack updated;
    private long next;
    private long deletable;

    MixedTable(SuperTable table, long rows, LongUnaryOperator timestampOf, ChoiceSource choices) {
        this.table = table;
        this.rows = rows;
        this.timestampOf = timestampOf;
        this.choices = choices;
        int capacity = (int) Math.min(Math.min((long) table.rowsPerRequest() * HELD_REQUESTS, rows), 1 << 20);
        this.late = new HeldBack(capacity);
        this.updated = new HeldBack(capacity);
        this.deletable = rows / 100 * table.deletePercent() + rows % 100 * table.deletePercent() / 100;
    }

    boolean isAtBegin() {
        return next == 0;
    }

    boolean isDone() {
        return next == rows && late.isEmpty() && updated.isEmpty();
    }

    /** The timestamps of the next request, in the order written. */
    long[] nextRequest() {
        LongBatch batch = new LongBatch(table.rowsPerRequest());
        releaseSome(late, batch);
        releaseSome(updated, batch);
        while (!batch.isFull() && next < rows) {
            addNext(batch);
        }
        while (next == rows && !batch.isFull() && !late.isEmpty()) {
            batch.add(late.take(choices));
        }
        while (next == rows && !batch.isFull() && !updated.isEmpty()) {
            batch.add(updated.take(choices));
        }
        return batch.toArray();
    }

    private void addNext(LongBatch batch) {
        long row = next++;
        boolean isBackwards = table.disorderPercent() >= 100;
        long timestamp = timestampOf.applyAsLong(isBackwards ? rows - 1 - row : row);
        if (!isBackwards && isChosen(table.disorderPercent()) && !late.isFull()) {
            late.add(timestamp);
            return;
        }
        batch.add(timestamp);
        if (isChosen(table.updatePercent()) && !updated.isFull()) {
            updated.add(timestamp);
        }
    }

    private boolean isChosen(int percent) {
        return percent > 0 && choices.chance(percent, 100);
    }

    /* A quarter of what is held back, at most half a request; all of it towards the end. */
    private void releaseSome(HeldBack held, LongBatch batch) {
        boolean isNearEnd = next >= rows - rows / 5;
        int most = isNearEnd ? table.rowsPerRequest() : Math.min(held.size() / 4, table.rowsPerRequest() / 2);
        for (int i = 0; i < most && !held.isEmpty() && !batch.isFull(); i++) {
            batch.add(held.take(choices));
        }
    }

    /** A range of earlier rows to delete now, from and to; {@code null} for none. */
    long @Nullable [] nextDelete() {
        if (deletable <= 0 || next < DELETE_AFTER_ROWS || !choices.chance(1, 2)) {
            return null;
        }
        long from = choices.below(next);
        long length = 1 + choices.below(Math.max(1, Math.min(deletable, table.rowsPerRequest())));
        long to = Math.min(next, from + length);
        deletable -= to - from;
        return new long[] {timestampOf.applyAsLong(from), timestampOf.applyAsLong(to)};
    }

    /** Timestamps that wait, taken in random order. */
    private static final class HeldBack {
        private final long[] timestamps;
        private int size;

        HeldBack(int capacity) {
            timestamps = new long[capacity];
        }

        int size() {
            return size;
        }

        boolean isEmpty() {
            return size == 0;
        }

        boolean isFull() {
            return size == timestamps.length;
        }

        void add(long timestamp) {
            timestamps[size++] = timestamp;
        }

        long take(ChoiceSource choices) {
            int at = choices.below(size);
            long taken = timestamps[at];
            timestamps[at] = timestamps[--size];
            return taken;
        }
    }

    /** The rows of one request. */
    private static final class LongBatch {
        private final long[] values;
        private int count;

        LongBatch(int capacity) {
            values = new long[capacity];
        }

        boolean isFull() {
            return count == values.length;
        }

        void add(long value) {
            values[count++] = value;
        }

        long[] toArray() {
            return java.util.Arrays.copyOf(values, count);
        }
    }
}
