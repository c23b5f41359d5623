package io.tidemark.bitmap;

import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import org.roaringbitmap.BatchIterator;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/** The blocks of a set from a given one on, smallest first, taken from the bitmaps in batches. */
final class AscendingBlocks implements PrimitiveIterator.OfLong {
    private static final int BATCH = 256;
    private static final ImmutableRoaringBitmap NO_BITS = ImmutableRoaringBitmap.bitmapOf();

    private final BlockSet set;
    private final int[] batch = new int[BATCH];
    private int bucket;
    private BatchIterator lows;
    private int next;
    private int count;

    AscendingBlocks(BlockSet set, long from) {
        this.set = set;
        int high = (int) (from >>> 32);
        this.bucket = BlockSetAlgebra.ceiling(set, high);
        this.lows = bitsOf(set, bucket).getBatchIterator();
        if (bucket < set.bucketCount() && set.high(bucket) == high) {
            lows.advanceIfNeeded((int) from);
        }
        fill();
    }

    @Override
    public boolean hasNext() {
        return next < count;
    }

    @Override
    public long nextLong() {
        if (next == count) {
            throw new NoSuchElementException("no block after the last one");
        }
        long blockId = set.blockId(bucket, batch[next++]);
        if (next == count) {
            fill();
        }
        return blockId;
    }

    private void fill() {
        next = 0;
        count = 0;
        while (count == 0 && bucket < set.bucketCount()) {
            count = lows.hasNext() ? lows.nextBatch(batch) : 0;
            if (count == 0) {
                bucket++;
                lows = bitsOf(set, bucket).getBatchIterator();
            }
        }
    }

    private static ImmutableRoaringBitmap bitsOf(BlockSet set, int bucket) {
        return bucket < set.bucketCount() ? set.bucket(bucket).bits() : NO_BITS;
    }
}
