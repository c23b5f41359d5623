package io.tidemark.bitmap;

import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/** The blocks of a set from a given one down, largest first. */
final class DescendingBlocks implements PrimitiveIterator.OfLong {
    private static final PeekableIntIterator NO_LOWS =
            ImmutableRoaringBitmap.bitmapOf().getIntIterator();

    private final BlockSet set;
    private int bucket;
    private PeekableIntIterator lows;

    DescendingBlocks(BlockSet set, long from) {
        this.set = set;
        int high = (int) (from >>> 32);
        int index = set.indexOf(high);
        this.bucket = index >= 0 ? index : -index - 2;
        this.lows = lowsOf(set, bucket);
        if (index >= 0) {
            lows.advanceIfNeeded((int) from);
        }
        skipExhausted();
    }

    @Override
    public boolean hasNext() {
        return lows.hasNext();
    }

    @Override
    public long nextLong() {
        if (!hasNext()) {
            throw new NoSuchElementException("no block below the first one");
        }
        long blockId = set.blockId(bucket, lows.next());
        skipExhausted();
        return blockId;
    }

    private void skipExhausted() {
        while (!lows.hasNext() && bucket > 0) {
            bucket--;
            lows = lowsOf(set, bucket);
        }
    }

    private static PeekableIntIterator lowsOf(BlockSet set, int bucket) {
        return bucket >= 0 ? set.bucket(bucket).bits().getReverseIntIterator() : NO_LOWS;
    }
}
