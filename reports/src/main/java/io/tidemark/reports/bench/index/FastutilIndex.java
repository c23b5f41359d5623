package io.tidemark.reports.bench.index;

import io.tidemark.index.PairVisitor;
import it.unimi.dsi.fastutil.longs.AbstractLong2LongMap.BasicEntry;
import it.unimi.dsi.fastutil.longs.Long2LongMap;
import it.unimi.dsi.fastutil.longs.Long2LongSortedMap;
import it.unimi.dsi.fastutil.objects.ObjectBidirectionalIterator;

/**
 * A sorted map of fastutil, a node a pair without boxes. A search for a neighbour and a range begin at an iterator that stands behind a
 * key, which is one descent of the tree.
 *
 * @param root the map
 */
record FastutilIndex(Long2LongSortedMap root) implements PairIndex {
    FastutilIndex {
        root.defaultReturnValue(ABSENT);
    }

    @Override
    public void insert(long key, long value) {
        root.put(key, value);
    }

    @Override
    public long find(long key) {
        return root.get(key);
    }

    @Override
    public long floor(long key) {
        ObjectBidirectionalIterator<Long2LongMap.Entry> entries = after(key);
        return entries.hasPrevious() ? entries.previous().getLongValue() : ABSENT;
    }

    @Override
    public void ascending(long from, long to, PairVisitor visitor) {
        var entries = from == Long.MIN_VALUE ? root.long2LongEntrySet().iterator() : after(from - 1);
        while (entries.hasNext()) {
            Long2LongMap.Entry entry = entries.next();
            if (entry.getLongKey() > to) {
                return;
            }
            visitor.visit(entry.getLongKey(), entry.getLongValue());
        }
    }

    @Override
    public void descending(long from, long to, PairVisitor visitor) {
        ObjectBidirectionalIterator<Long2LongMap.Entry> entries = after(to);
        while (entries.hasPrevious()) {
            Long2LongMap.Entry entry = entries.previous();
            if (entry.getLongKey() < from) {
                return;
            }
            visitor.visit(entry.getLongKey(), entry.getLongValue());
        }
    }

    private ObjectBidirectionalIterator<Long2LongMap.Entry> after(long key) {
        return root.long2LongEntrySet().iterator(new BasicEntry(key, 0));
    }
}
