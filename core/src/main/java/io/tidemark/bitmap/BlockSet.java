package io.tidemark.bitmap;

import java.nio.ByteBuffer;
import java.util.PrimitiveIterator;
import java.util.function.LongConsumer;

/** SKETCH of the API. An immutable set of unsigned 64-bit block ids, compressed as Roaring bitmaps. */
@SuppressWarnings("all")
public final class BlockSet {
    public static final BlockSet EMPTY = new BlockSet();

    private BlockSet() {}

    public static BlockSet of(long... blockIds) {
        return null;
    }

    public static Builder builder() {
        return null;
    }

    public boolean contains(long blockId) {
        return false;
    }

    public boolean isEmpty() {
        return true;
    }

    public long cardinality() {
        return 0;
    }

    public long first() {
        return 0;
    }

    public long last() {
        return 0;
    }

    public BlockSet or(BlockSet other) {
        return this;
    }

    public BlockSet and(BlockSet other) {
        return this;
    }

    public BlockSet andNot(BlockSet other) {
        return this;
    }

    public PrimitiveIterator.OfLong ascending() {
        return null;
    }

    public PrimitiveIterator.OfLong ascendingFrom(long blockId) {
        return null;
    }

    public PrimitiveIterator.OfLong descending() {
        return null;
    }

    public PrimitiveIterator.OfLong descendingFrom(long blockId) {
        return null;
    }

    public void forEach(LongConsumer action) {}

    public long[] toArray() {
        return new long[0];
    }

    public long serializedBytes() {
        return 0;
    }

    public void serialize(ByteBuffer target) {}

    public static BlockSet deserialize(ByteBuffer source) throws CorruptDataException {
        return null;
    }

    public static BlockSet map(ByteBuffer source) throws CorruptDataException {
        return null;
    }

    public long memoryBytes() {
        return 0;
    }

    public static final class Builder {
        Builder() {}

        public Builder add(long blockId) {
            return this;
        }

        public Builder addRange(long first, long last) {
            return this;
        }

        public BlockSet build() {
            return null;
        }
    }
}
