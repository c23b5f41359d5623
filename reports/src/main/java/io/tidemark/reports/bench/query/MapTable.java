package io.tidemark.reports.bench.query;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/** A scan of a hash map with an object for each block, as a store that tracks nothing may have it. */
final class MapTable implements ChangeTable {
    private final Map<Long, Mark> blocks;
    private final long firstSince;

    private record Mark(long walOffset, long timestampNanos) {}

    MapTable(MarkedBlocks marked) {
        blocks = new HashMap<>(marked.count() * 4 / 3 + 1);
        firstSince = marked.firstSince();
        for (int i = 0; i < marked.count(); i++) {
            blocks.put(marked.block(i), new Mark(i, marked.time(i)));
        }
    }

    @Override
    public Found since() {
        return byWal(firstSince, Long.MAX_VALUE);
    }

    @Override
    public Found byWal(long from, long to) {
        return scan(Mark::walOffset, from, to);
    }

    @Override
    public Found byTime(long from, long to) {
        return scan(Mark::timestampNanos, from, to);
    }

    private Found scan(ToLongFunction<Mark> field, long from, long to) {
        LongArrayList found = new LongArrayList();
        for (Map.Entry<Long, Mark> block : blocks.entrySet()) {
            long value = field.applyAsLong(block.getValue());
            if (from <= value && value <= to) {
                found.add(block.getKey().longValue());
            }
        }
        return Found.of(found);
    }

    @Override
    public void close() {}
}
