package io.tidemark.bitmap;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable set of unsigned 64-bit block ids as compressed bitmaps: 2 bytes a block when ids are sparse, one bit of
 * the id range when they are dense, next to nothing for runs. Look-ups take O(log n); unions, intersections and
 * differences are linear in the compressed size and share what they do not change.
 *
 * <p>Order is unsigned everywhere: {@code 0x8000_0000_0000_0000L} stands above {@code Long.MAX_VALUE}.
 *
 * <p>The serialized form is the portable 64-bit Roaring format, which CRoaring and the RoaringBitmap library read. It is
 * also the form in memory, on the heap or {@linkplain #map mapped}. Sets that this class computed hold each 65,536 ids
 * in the smallest form there is, so equal sets serialize to equal bytes; what was read from foreign bytes keeps its form,
 * also where a result shares it.
 *
 * <p>Any thread may use a set; nothing in it changes after construction.
 */
public final class BlockSet {
    /*
     * Two levels. Ids are split into their high and low 32 bits; highs, in unsigned order, name the buckets, and a
     * bucket is a 32-bit Roaring bitmap in its bytes (S. Chambi et al., "Better bitmap performance with Roaring
     * bitmaps", 2016). Block ids of one store share their high bits, so there is one bucket or a few.
     */

    /** The set without blocks. */
    public static final BlockSet EMPTY = new BlockSet(new int[0], new Bucket[0]);

    private static final int ARRAY_LENGTH_MAX = Integer.MAX_VALUE - 8;
    private static final long OVERHEAD_BYTES = 72;
    private static final long BYTES_PER_BUCKET_REFERENCE = 8 + 4;

    private final int[] highs;
    private final Bucket[] buckets;
    private final long cardinality;

    BlockSet(int[] highs, Bucket[] buckets) {
        this.highs = highs;
        this.buckets = buckets;
        long sum = 0;
        for (Bucket bucket : buckets) {
            sum += bucket.cardinality();
        }
        this.cardinality = sum;
    }

    /** The set of these blocks, given in any order, duplicates allowed. */
    public static BlockSet of(long... blockIds) {
        Builder builder = builder();
        for (long blockId : blockIds) {
            builder.add(blockId);
        }
        return builder.build();
    }

    /** A builder without blocks. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether the block is in the set. */
    public boolean contains(long blockId) {
        int index = indexOf((int) (blockId >>> 32));
        return index >= 0 && buckets[index].bits().contains((int) blockId);
    }

    /** Whether there is no block in the set. */
    public boolean isEmpty() {
        return buckets.length == 0;
    }

    /** The number of blocks. */
    public long cardinality() {
        return cardinality;
    }

    /**
     * The smallest block.
     *
     * @throws NoSuchElementException if the set is empty
     */
    public long first() {
        checkNotEmpty();
        return blockId(0, buckets[0].bits().first());
    }

    /**
     * The largest block.
     *
     * @throws NoSuchElementException if the set is empty
     */
    public long last() {
        checkNotEmpty();
        int index = buckets.length - 1;
        return blockId(index, buckets[index].bits().last());
    }

    /** The blocks that are in this set or in the other. */
    public BlockSet or(BlockSet other) {
        return BlockSetAlgebra.or(this, other);
    }

    /** The blocks that are in both. */
    public BlockSet and(BlockSet other) {
        return BlockSetAlgebra.and(this, other);
    }

    /** The blocks that are in this set and not in the other. */
    public BlockSet andNot(BlockSet other) {
        return BlockSetAlgebra.andNot(this, other);
    }

    /**
     * The blocks of this set from {@code first} to {@code last}, both inclusive and unsigned; empty if {@code first} is
     * above {@code last}.
     */
    public BlockSet between(long first, long last) {
        return BlockSetAlgebra.between(this, first, last);
    }

    /** Whether every block of this set is in the other. */
    public boolean isSubsetOf(BlockSet other) {
        return BlockSetAlgebra.isSubset(this, other);
    }

    /** Whether there is a block in both. */
    boolean meets(BlockSet other) {
        return BlockSetAlgebra.meet(this, other);
    }

    /** All blocks, smallest first. */
    public PrimitiveIterator.OfLong ascending() {
        return new AscendingBlocks(this, 0);
    }

    /** The blocks from this one on, itself included if it is in the set, smallest first. */
    public PrimitiveIterator.OfLong ascendingFrom(long blockId) {
        return new AscendingBlocks(this, blockId);
    }

    /** All blocks, largest first. */
    public PrimitiveIterator.OfLong descending() {
        return new DescendingBlocks(this, -1);
    }

    /** The blocks from this one down, itself included if it is in the set, largest first. */
    public PrimitiveIterator.OfLong descendingFrom(long blockId) {
        return new DescendingBlocks(this, blockId);
    }

    /** Gives every block to the action, smallest first. */
    public void forEach(LongConsumer action) {
        ascending().forEachRemaining(action);
    }

    /**
     * All blocks, smallest first.
     *
     * @throws IllegalStateException if they are more than an array can hold
     */
    public long[] toArray() {
        if (cardinality > ARRAY_LENGTH_MAX) {
            throw new IllegalStateException("an array holds at most " + ARRAY_LENGTH_MAX
                    + " blocks, iterate instead: cardinality=" + cardinality);
        }
        long[] blocks = new long[(int) cardinality];
        PrimitiveIterator.OfLong iterator = ascending();
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = iterator.nextLong();
        }
        return blocks;
    }

    /** Bytes that {@link #serialize} writes. */
    public long serializedBytes() {
        long bytes = RoaringLayout.SET_HEADER_BYTES;
        for (Bucket bucket : buckets) {
            bytes += Integer.BYTES + bucket.serializedBytes();
        }
        return bytes;
    }

    /**
     * Writes the portable 64-bit Roaring form at the buffer's position, which moves past it; the buffer's byte order does
     * not matter and stays.
     *
     * @throws BufferOverflowException if fewer than {@link #serializedBytes()} remain; the position stays
     */
    public void serialize(ByteBuffer target) {
        if (target.remaining() < serializedBytes()) {
            throw new BufferOverflowException();
        }
        ByteBuffer littleEndian = target.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        littleEndian.putLong(buckets.length);
        for (int i = 0; i < buckets.length; i++) {
            littleEndian.putInt(highs[i]);
            buckets[i].serialize(littleEndian);
        }
        target.position(littleEndian.position());
    }

    /**
     * Reads a serialized set from the buffer's position into the heap and moves the position past it; what follows is the
     * caller's. Every byte is checked before anything is allocated for it.
     *
     * @throws CorruptDataException if the bytes are not a set, with the place counted from the buffer's position, which
     *     stays
     */
    public static BlockSet deserialize(ByteBuffer source) throws CorruptDataException {
        return new BlockSetReader(source, /* copy= */ true).read();
    }

    /**
     * Like {@link #deserialize}, but the set stays in the buffer's memory and keeps it reachable. The caller must not
     * change those bytes as long as the set, or a set computed from it, is in use.
     *
     * @throws CorruptDataException if the bytes are not a set, with the place counted from the buffer's position, which
     *     stays
     */
    public static BlockSet map(ByteBuffer source) throws CorruptDataException {
        return new BlockSetReader(source, /* copy= */ false).read();
    }

    /**
     * Heap bytes that this set keeps in use: its bitmaps to the byte, the objects around them by a fixed estimate. A
     * mapped bitmap counts with its objects only. What several sets share is counted in each.
     */
    public long memoryBytes() {
        long bytes = OVERHEAD_BYTES + buckets.length * BYTES_PER_BUCKET_REFERENCE;
        for (Bucket bucket : buckets) {
            bytes += bucket.memoryBytes();
        }
        return bytes;
    }

    /** Whether the other is a set of the same blocks, in whatever form. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BlockSet that && (this == that || sameBlocks(that));
    }

    /** A function of the blocks alone, the same on every run. */
    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < buckets.length; i++) {
            hash = 31 * hash + highs[i];
            hash = 31 * hash + Long.hashCode(buckets[i].cardinality());
            hash = 31 * hash + buckets[i].bits().first();
            hash = 31 * hash + buckets[i].bits().last();
        }
        return hash;
    }

    /** The count and the borders, not the blocks. */
    @Override
    public String toString() {
        if (isEmpty()) {
            return "BlockSet[0 blocks]";
        }
        return "BlockSet[" + cardinality + " blocks, " + Long.toUnsignedString(first()) + " to "
                + Long.toUnsignedString(last()) + "]";
    }

    int bucketCount() {
        return buckets.length;
    }

    int high(int index) {
        return highs[index];
    }

    Bucket bucket(int index) {
        return buckets[index];
    }

    /** Index of the bucket with these high bits, or {@code -(index of the next one) - 1}. */
    int indexOf(int high) {
        int low = 0;
        int top = highs.length - 1;
        while (low <= top) {
            int middle = (low + top) >>> 1;
            int order = Integer.compareUnsigned(highs[middle], high);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                top = middle - 1;
            }
        }
        return -low - 1;
    }

    long blockId(int bucketIndex, int low) {
        return (long) highs[bucketIndex] << 32 | Integer.toUnsignedLong(low);
    }

    private boolean sameBlocks(BlockSet other) {
        if (cardinality != other.cardinality || !Arrays.equals(highs, other.highs)) {
            return false;
        }
        for (int i = 0; i < buckets.length; i++) {
            if (!buckets[i].sameBlocks(other.buckets[i])) {
                return false;
            }
        }
        return true;
    }

    private void checkNotEmpty() {
        if (isEmpty()) {
            throw new NoSuchElementException("an empty block set has no first or last block");
        }
    }

    /**
     * Collects blocks into a set. Blocks in ascending order cost a few nanoseconds each; others are sorted in batches on
     * the way. Memory is that of the result and a batch. Not thread-safe.
     */
    public static final class Builder {
        private static final int BATCH = 1 << 16;
        /** Most ids in one range, so that a mistaken border cannot exhaust the memory. */
        private static final long RANGE_MAX = 1L << 40;

        private final BlockSetWriter ascending = new BlockSetWriter();
        private final Cascade<BlockSet> batches = new Cascade<>(BlockSet::or);
        private long[] strays = new long[16];
        private int strayCount;

        private Builder() {}

        /** Adds a block; adding it again changes nothing. */
        public Builder add(long blockId) {
            if (ascending.accepts(blockId)) {
                ascending.append(blockId);
            } else if (blockId != ascending.last()) {
                addStray(blockId);
            }
            return this;
        }

        /**
         * Adds all blocks from {@code first} to {@code last}, unsigned and inclusive.
         *
         * @throws IllegalArgumentException if {@code first} is above {@code last}, or the range has more than 2^40 ids
         */
        public Builder addRange(long first, long last) {
            if (Long.compareUnsigned(first, last) > 0) {
                throw new IllegalArgumentException("a range must not end before it begins: first="
                        + Long.toUnsignedString(first) + ", last=" + Long.toUnsignedString(last));
            }
            if (Long.compareUnsigned(last - first, RANGE_MAX) >= 0) {
                throw new IllegalArgumentException("a range must have at most " + RANGE_MAX + " blocks: first="
                        + Long.toUnsignedString(first) + ", last=" + Long.toUnsignedString(last));
            }
            if (ascending.accepts(first)) {
                ascending.appendRange(first, last);
            } else {
                BlockSetWriter range = new BlockSetWriter();
                range.appendRange(first, last);
                batches.add(range.finish());
            }
            return this;
        }

        /** The set of all blocks added since construction or the last call. */
        public BlockSet build() {
            sealStrays();
            return batches.drain(EMPTY).or(ascending.finish());
        }

        private void addStray(long blockId) {
            if (strayCount == strays.length) {
                if (strayCount == BATCH) {
                    sealStrays();
                } else {
                    strays = Arrays.copyOf(strays, strayCount * 2);
                }
            }
            strays[strayCount++] = blockId;
        }

        private void sealStrays() {
            if (strayCount > 0) {
                batches.add(BlockSetWriter.ofUnordered(strays, strayCount));
                strayCount = 0;
            }
        }
    }
}
