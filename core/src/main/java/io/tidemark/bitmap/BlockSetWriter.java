package io.tidemark.bitmap;

import java.util.Arrays;

/** Writes strictly ascending unsigned block ids as a {@link BlockSet}. Reusable after {@link #finish()}. Not thread-safe. */
final class BlockSetWriter {
    private static final long BYTES_PER_REFERENCE = 8;

    private final BucketWriter bucket = new BucketWriter();
    private int[] highs = new int[4];
    private Bucket[] buckets = new Bucket[4];
    private int count;
    private int high;
    private long last;
    private boolean empty = true;

    /** The set of the first {@code count} ids, in any order, duplicates allowed. */
    static BlockSet ofUnordered(long[] blockIds, int count) {
        RadixSort sort = new RadixSort();
        System.arraycopy(blockIds, 0, sort.keys(count), 0, count);
        long[] sorted = sort.sort(count, /* ignoredBits= */ 0);
        BlockSetWriter writer = new BlockSetWriter();
        for (int i = 0; i < count; i++) {
            if (writer.accepts(sorted[i])) {
                writer.append(sorted[i]);
            }
        }
        return writer.finish();
    }

    /** Whether the id is above all before it. */
    boolean accepts(long blockId) {
        return empty || Long.compareUnsigned(blockId, last) > 0;
    }

    /** The last id; meaningless while there is none. */
    long last() {
        return last;
    }

    /** Adds an id that is {@linkplain #accepts accepted}. */
    void append(long blockId) {
        int nextHigh = (int) (blockId >>> 32);
        if (nextHigh != high) {
            open(nextHigh);
        }
        bucket.append((int) blockId);
        last = blockId;
        empty = false;
    }

    /**
     * The writer for whole containers of one bucket, which is not below the last.
     *
     * @param bucketHigh the high 32 bits of its ids
     */
    BucketWriter bucket(int bucketHigh) {
        open(bucketHigh);
        return bucket;
    }

    /** Adds all ids of an unsigned inclusive range whose first is {@linkplain #accepts accepted}. */
    void appendRange(long first, long rangeLast) {
        long begin = first;
        while (begin >>> 32 != rangeLast >>> 32) {
            appendInBucket(begin, begin | 0xFFFF_FFFFL);
            begin = (begin | 0xFFFF_FFFFL) + 1;
        }
        appendInBucket(begin, rangeLast);
        last = rangeLast;
        empty = false;
    }

    BlockSet finish() {
        closeBucket();
        BlockSet set =
                count == 0 ? BlockSet.EMPTY : new BlockSet(Arrays.copyOf(highs, count), Arrays.copyOf(buckets, count));
        Arrays.fill(buckets, 0, count, null);
        count = 0;
        empty = true;
        return set;
    }

    /** Heap bytes of the buffers that are kept for the next set. */
    long memoryBytes() {
        return bucket.memoryBytes() + highs.length * (long) Integer.BYTES + buckets.length * BYTES_PER_REFERENCE;
    }

    private void appendInBucket(long first, long rangeLast) {
        open((int) (first >>> 32));
        bucket.appendRange((int) first, (int) rangeLast);
    }

    private void open(int nextHigh) {
        if (nextHigh != high) {
            closeBucket();
            high = nextHigh;
        }
    }

    private void closeBucket() {
        if (bucket.isEmpty()) {
            return;
        }
        if (count == highs.length) {
            highs = Arrays.copyOf(highs, count * 2);
            buckets = Arrays.copyOf(buckets, count * 2);
        }
        highs[count] = high;
        buckets[count++] = Bucket.owning(bucket.finish());
    }
}
