package io.tidemark.reports.bench.index;

import io.tidemark.index.KeyOrder;
import io.tidemark.index.PairVisitor;
import io.tidemark.index.SkipListIndex;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** The project's own. */
final class TidemarkIndex implements PairIndex {
    private final SkipListIndex index = new SkipListIndex(KeyOrder.SIGNED, new Bits());
    private final SkipListIndex.Pair found = new SkipListIndex.Pair();

    /** Random bits; a class with a name, since the size of a lambda cannot be measured. */
    private static final class Bits implements LongSupplier {
        private final SplittableRandom random = new SplittableRandom(1);

        @Override
        public long getAsLong() {
            return random.nextLong();
        }
    }

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
    public void ascending(long from, long to, PairVisitor visitor) {
        index.ascending(from, to, visitor);
    }

    @Override
    public void descending(long from, long to, PairVisitor visitor) {
        index.descending(from, to, visitor);
    }

    @Override
    public Object root() {
        return index;
    }
}
