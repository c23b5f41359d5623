package io.tidemark.reports.bench.query;

import it.unimi.dsi.fastutil.longs.LongArrayList;

/** A scan of three arrays with a row for each block: nothing that looks at all blocks can be much faster. */
final class ColumnTable implements ChangeTable {
    private final long[] blocks;
    private final long[] walOffsets;
    private final long[] timestamps;
    private final long firstSince;

    ColumnTable(MarkedBlocks marked) {
        blocks = new long[marked.count()];
        walOffsets = new long[marked.count()];
        timestamps = new long[marked.count()];
        firstSince = marked.firstSince();
        for (int row = 0; row < blocks.length; row++) {
            int mark = marked.markOfRow(row);
            blocks[row] = marked.block(mark);
            walOffsets[row] = mark;
            timestamps[row] = marked.time(mark);
        }
    }

    @Override
    public Found since() {
        return byWal(firstSince, Long.MAX_VALUE);
    }

    @Override
    public Found byWal(long from, long to) {
        return scan(walOffsets, from, to);
    }

    @Override
    public Found byTime(long from, long to) {
        return scan(timestamps, from, to);
    }

    private Found scan(long[] column, long from, long to) {
        LongArrayList found = new LongArrayList();
        for (int row = 0; row < column.length; row++) {
            if (from <= column[row] && column[row] <= to) {
                found.add(blocks[row]);
            }
        }
        return Found.of(found);
    }

    @Override
    public void close() {}
}
