package io.tidemark.simulator.vnode;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Merges sources; of several rows of one table and timestamp the one of the latest version remains. O(log sources) a row. */
final class RowMerge {
    private static final Comparator<RowSource> ORDER = Comparator.comparing(RowSource::table)
            .thenComparingLong(RowSource::timestamp)
            .thenComparingLong(RowSource::version);

    private final PriorityQueue<RowSource> sources = new PriorityQueue<>(ORDER);
    private TableKey table = new TableKey(0, 0);
    private long timestamp;
    private long version;
    private long seed;
    private int length;

    RowMerge(List<RowSource> inputs) throws IOException {
        for (RowSource source : inputs) {
            if (source.next()) {
                sources.add(source);
            }
        }
    }

    /** Goes to the next row; false at the end. */
    boolean next() throws IOException {
        if (sources.isEmpty()) {
            return false;
        }
        take();
        while (!sources.isEmpty() && isSameRow(sources.element())) {
            take();
        }
        return true;
    }

    private boolean isSameRow(RowSource source) {
        return source.timestamp() == timestamp && source.table().equals(table);
    }

    private void take() throws IOException {
        RowSource first = sources.remove();
        table = first.table();
        timestamp = first.timestamp();
        version = first.version();
        seed = first.seed();
        length = first.length();
        if (first.next()) {
            sources.add(first);
        }
    }

    TableKey table() {
        return table;
    }

    long timestamp() {
        return timestamp;
    }

    long version() {
        return version;
    }

    long seed() {
        return seed;
    }

    int length() {
        return length;
    }
}
