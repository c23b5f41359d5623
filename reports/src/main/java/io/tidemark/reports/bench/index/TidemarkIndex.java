package io.tidemark.reports.bench.index;

import io.tidemark.index.KeyOrder;
import io.tidemark.index.PairVisitor;
import io.tidemark.index.SkipListIndex;
import java.util.SplittableRandom;

/** The project's own. */
final class TidemarkIndex implements PairIndex {
    private final SkipListIndex index = new SkipListIndex(KeyOrder.SIGNED, new SplittableRandom(1)::nextLong);
    private final SkipListIndex.Pair found = new SkipListIndex.Pair();

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
