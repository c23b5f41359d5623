package io.tidemark.bitmap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;
import org.roaringbitmap.buffer.MutableRoaringBitmap;

/**
 * The blocks of a set that share their high 32 bits: a non-empty bitmap of the low ones, in its serialized bytes on the
 * heap or in somebody else's memory. Immutable, so sets share buckets freely; an operation whose result equals an
 * operand returns that operand.
 */
final class Bucket {
    /*
     * A bitmap on the heap is one exact byte array, not the library's tree of mutable containers: its memory is known to
     * the byte, serialization is one copy, and the mapped form is the same code.
     */

    /** Bytes of the objects around a bitmap's bytes: this, two of the library's, two buffers and an array header. */
    static final int OVERHEAD_BYTES = 216;

    private final ByteBuffer bytes;
    private final ImmutableRoaringBitmap bits;
    private final long cardinality;
    private final int bytesOwned;

    private Bucket(ByteBuffer bytes, int bytesOwned) {
        this.bytes = bytes;
        this.bits = new ImmutableRoaringBitmap(bytes);
        this.cardinality = bits.getLongCardinality();
        this.bytesOwned = bytesOwned;
    }

    /** A bucket on valid bytes that nobody else writes to; they stand from position to limit. */
    static Bucket owning(ByteBuffer bytes) {
        return new Bucket(bytes, bytes.remaining());
    }

    /** A bucket on valid bytes, from position to limit, that stay in the memory they are in. */
    static Bucket borrowing(ByteBuffer bytes) {
        return new Bucket(bytes, 0);
    }

    /** A reader before the first container. */
    BucketReader containers() {
        return new BucketReader(bytes);
    }

    ImmutableRoaringBitmap bits() {
        return bits;
    }

    /** From 1 to 2^32. */
    long cardinality() {
        return cardinality;
    }

    long memoryBytes() {
        return OVERHEAD_BYTES + (long) bytesOwned;
    }

    int serializedBytes() {
        return bytes.remaining();
    }

    void serialize(ByteBuffer target) {
        target.put(bytes.duplicate());
    }

    Bucket or(Bucket other) {
        if (this == other) {
            return this;
        }
        MutableRoaringBitmap result = ImmutableRoaringBitmap.or(bits, other.bits);
        long count = result.getLongCardinality();
        if (count == cardinality) {
            return this;
        }
        return count == other.cardinality ? other : pack(result);
    }

    /** Null if the two share no block. */
    @Nullable
    Bucket and(Bucket other) {
        if (this == other) {
            return this;
        }
        MutableRoaringBitmap result = ImmutableRoaringBitmap.and(bits, other.bits);
        long count = result.getLongCardinality();
        if (count == cardinality) {
            return this;
        }
        return count == other.cardinality ? other : packUnlessEmpty(result);
    }

    /** Null if the other has every block of this one. */
    @Nullable
    Bucket andNot(Bucket other) {
        if (this == other) {
            return null;
        }
        MutableRoaringBitmap result = ImmutableRoaringBitmap.andNot(bits, other.bits);
        return result.getLongCardinality() == cardinality ? this : packUnlessEmpty(result);
    }

    /** The blocks from {@code first} to {@code last}, unsigned and inclusive; null if there are none. */
    @Nullable
    Bucket between(int first, int last) {
        if (Integer.compareUnsigned(first, bits.first()) <= 0 && Integer.compareUnsigned(last, bits.last()) >= 0) {
            return this;
        }
        BucketWriter writer = new BucketWriter();
        ContainerWords words = new ContainerWords();
        BucketReader containers = containers().seek(first >>> 16);
        while (containers.next() && containers.key() <= last >>> 16) {
            int lowest = containers.key() == first >>> 16 ? first & 0xFFFF : 0;
            int highest = containers.key() == last >>> 16 ? last & 0xFFFF : 0xFFFF;
            if (lowest == 0 && highest == 0xFFFF && containers.isCanonical()) {
                writer.appendContainer(containers);
            } else {
                words.set(containers);
                words.keep(lowest, highest);
                writer.appendContainer(containers.key(), words);
            }
        }
        return writer.isEmpty() ? null : owning(writer.finish());
    }

    /** Whether the other has every block of this one. */
    boolean isSubsetOf(Bucket other) {
        // The library counts in an int; only a full 2^32 wraps, and then to a count that no other has.
        return this == other || ImmutableRoaringBitmap.andCardinality(bits, other.bits) == (int) cardinality;
    }

    /** Whether there is a block in both. */
    boolean meets(Bucket other) {
        return ImmutableRoaringBitmap.intersects(bits, other.bits);
    }

    /** Whether the two hold the same blocks, whatever kinds of containers they are made of. */
    boolean sameBlocks(Bucket other) {
        return this == other || (cardinality == other.cardinality && (bytes.equals(other.bytes) || isSubsetOf(other)));
    }

    private static @Nullable Bucket packUnlessEmpty(MutableRoaringBitmap result) {
        return result.isEmpty() ? null : pack(result);
    }

    /** Every container in the smallest form, so that equal content has equal bytes. */
    private static Bucket pack(MutableRoaringBitmap result) {
        result.runOptimize();
        ByteBuffer bytes = ByteBuffer.allocate(result.serializedSizeInBytes()).order(ByteOrder.LITTLE_ENDIAN);
        result.serialize(bytes);
        return owning(canonical(bytes.flip()));
    }

    private static ByteBuffer canonical(ByteBuffer bytes) {
        BucketReader containers = new BucketReader(bytes);
        while (containers.next()) {
            if (!containers.isCanonical()) {
                return rewritten(bytes);
            }
        }
        return bytes;
    }

    private static ByteBuffer rewritten(ByteBuffer bytes) {
        BucketWriter writer = new BucketWriter();
        ContainerWords words = new ContainerWords();
        BucketReader containers = new BucketReader(bytes);
        while (containers.next()) {
            words.set(containers);
            writer.appendContainer(containers.key(), words);
        }
        return writer.finish();
    }
}
