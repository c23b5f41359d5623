package io.tidemark.simulator.vnode;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Rows and deletes not committed yet, by table; duplicates of a timestamp are kept until the commit. Rows are appended
 * and brought into the order (table, time, version) when the commit takes them, which gives what TDengine's skip lists
 * give; their cost in the buffer is accounted as there.
 */
final class Memtable {
    private static final int NODE_BYTES = 24;
    private static final int LEVEL_BYTES = 16;
    private static final int LEVELS_MAX = 5;
    private static final int DELETE_BYTES = 32;

    private final NavigableMap<TableKey, RowColumns> rows = new TreeMap<>();
    private final List<Tomb> tombs = new ArrayList<>();

    /** Adds a row; answers its bytes in the buffer. */
    long add(TableKey table, long timestamp, long version, long seed, int length) {
        rows.computeIfAbsent(table, key -> new RowColumns(16)).add(timestamp, version, seed, length);
        int rowBytes = WalLayout.ROW_HEADER_BYTES + length;
        return (NODE_BYTES + LEVEL_BYTES * level(timestamp, version) + rowBytes + 7) & -8L;
    }

    /* The height of a skip list node, p = 1/4: by the row, so that equal runs fill equal buffers. */
    private static int level(long timestamp, long version) {
        int quarters = Long.numberOfTrailingZeros(RowContent.mix(timestamp ^ version << 20)) / 2;
        return Math.min(LEVELS_MAX, 1 + quarters);
    }

    /** Adds a delete; answers its bytes in the buffer. */
    long add(Tomb tomb) {
        tombs.add(tomb);
        return DELETE_BYTES;
    }

    boolean isEmpty() {
        return rows.isEmpty() && tombs.isEmpty();
    }

    List<Tomb> tombs() {
        return tombs;
    }

    /** The rows in file order, cut at the borders of file sets. */
    NavigableMap<Integer, List<RowSlice>> byFileSet(VnodeOptions options) {
        NavigableMap<Integer, List<RowSlice>> slices = new TreeMap<>();
        rows.forEach((table, columns) -> {
            columns.sort();
            int from = 0;
            while (from < columns.count()) {
                int fid = options.fileSetOf(columns.timestamp(from));
                int to = columns.lowerBound(options.lastTick(fid) + 1);
                slices.computeIfAbsent(fid, key -> new ArrayList<>()).add(new RowSlice(table, columns, from, to));
                from = to;
            }
        });
        return slices;
    }
}
