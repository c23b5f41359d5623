package io.tidemark.reports.bench;

import io.tidemark.index.KeyOrder;
import io.tidemark.index.SkipListIndex;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;

/** An ordered index from {@code long} to {@code long}, as the benchmark wants it of each implementation. */
interface PairIndex {
    /** What {@link #find} and {@link #floor} answer when there is nothing. */
    long ABSENT = -1;

    void insert(long key, long value);

    /** The value under a key. */
    long find(long key);

    /** The value under the greatest key at or below this one. */
    long floor(long key);

    /** Visits all pairs, ascending; the sum of their keys and values. */
    long scan();

    /** The project's own. */
    final class SkipList implements PairIndex {
        private final SkipListIndex index = new SkipListIndex(KeyOrder.SIGNED, new SplittableRandom(1)::nextLong);
        private final SkipListIndex.Pair found = new SkipListIndex.Pair();
        private long sum;

        @Override
        public void insert(long key, long value) {
            index.insert(key, value);
        }

        @Override
        public long find(long key) {
            return index.find(key, ABSENT);
        }

        @Override
        public long floor(long key) {
            return index.floor(key, found) ? found.value() : ABSENT;
        }

        @Override
        public long scan() {
            sum = 0;
            index.ascending(Long.MIN_VALUE, Long.MAX_VALUE, (key, value) -> {
                sum += key + value;
                return true;
            });
            return sum;
        }
    }

    /** A map of the JDK. */
    record OfMap(NavigableMap<Long, Long> map) implements PairIndex {
        @Override
        public void insert(long key, long value) {
            map.put(key, value);
        }

        @Override
        public long find(long key) {
            Long value = map.get(key);
            return value == null ? ABSENT : value;
        }

        @Override
        public long floor(long key) {
            Map.Entry<Long, Long> found = map.floorEntry(key);
            return found == null ? ABSENT : found.getValue();
        }

        @Override
        public long scan() {
            long sum = 0;
            for (Map.Entry<Long, Long> entry : map.entrySet()) {
                sum += entry.getKey() + entry.getValue();
            }
            return sum;
        }
    }
}
