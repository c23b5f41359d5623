package io.tidemark.bitmap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads and checks one serialized {@link BlockSet}; linear in its bytes, and allocates for no more than was checked. */
final class BlockSetReader {
    private final ByteBuffer source;
    private final ByteBuffer bytes;
    private final boolean copy;
    private final int origin;

    BlockSetReader(ByteBuffer source, boolean copy) {
        this.source = source;
        this.bytes = source.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        this.copy = copy;
        this.origin = source.position();
    }

    /** The set; moves the source past it. */
    BlockSet read() throws CorruptDataException {
        int count = readCount();
        int[] highs = new int[count];
        Bucket[] buckets = new Bucket[count];
        for (int i = 0; i < count; i++) {
            highs[i] = readHigh();
            if (i > 0 && Integer.compareUnsigned(highs[i], highs[i - 1]) <= 0) {
                throw damage(
                        bytes.position() - Integer.BYTES,
                        "high key above " + Integer.toUnsignedString(highs[i - 1]),
                        Integer.toUnsignedString(highs[i]));
            }
            buckets[i] = readBucket();
        }
        source.position(bytes.position());
        return count == 0 ? BlockSet.EMPTY : new BlockSet(highs, buckets);
    }

    private int readCount() throws CorruptDataException {
        require(RoaringLayout.SET_HEADER_BYTES);
        int at = bytes.position();
        long count = bytes.getLong();
        long countMax = bytes.remaining() / RoaringLayout.BUCKET_BYTES_MIN;
        if (Long.compareUnsigned(count, countMax) > 0) {
            throw damage(at, "at most " + countMax + " buckets in what follows", Long.toUnsignedString(count));
        }
        return (int) count;
    }

    private int readHigh() throws CorruptDataException {
        require(Integer.BYTES);
        return bytes.getInt();
    }

    private Bucket readBucket() throws CorruptDataException {
        int length = new BucketValidator(bytes, origin).validate();
        ByteBuffer valid = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        if (!copy) {
            return Bucket.borrowing(valid);
        }
        return Bucket.owning(ByteBuffer.allocate(length).put(valid).flip());
    }

    private void require(int needed) throws CorruptDataException {
        if (bytes.remaining() < needed) {
            throw damage(bytes.position(), needed + " bytes", bytes.remaining());
        }
    }

    private CorruptDataException damage(int at, Object expected, Object found) {
        return new CorruptDataException("block set", at - origin, expected, found);
    }
}
