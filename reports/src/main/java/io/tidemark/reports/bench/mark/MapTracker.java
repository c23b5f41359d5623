package io.tidemark.reports.bench.mark;

import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The maps of the JDK for many threads: one by block, one sorted by time that holds every mark. */
final class MapTracker implements MarkTracker, MarkTracker.Producer {
    private final Map<Long, LongPair> lastByBlock = new ConcurrentHashMap<>();
    private final NavigableMap<LongPair, Boolean> byTime = new ConcurrentSkipListMap<>();

    @Override
    public Producer producer() {
        return this;
    }

    @Override
    public void mark(long blockId, long walOffset, long timestampNanos) {
        lastByBlock.put(blockId, new LongPair(walOffset, timestampNanos));
        byTime.put(new LongPair(timestampNanos, blockId), Boolean.TRUE);
    }

    @Override
    public void end() {}

    @Override
    public void settle() {}

    @Override
    public long[] blocksByTime(long from, long to) {
        return byTime.subMap(LongPair.least(from), true, LongPair.greatest(to), true).keySet().stream()
                .mapToLong(LongPair::second)
                .sorted()
                .distinct()
                .toArray();
    }

    @Override
    public void close() {}
}
