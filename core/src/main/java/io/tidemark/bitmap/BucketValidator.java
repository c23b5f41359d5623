package io.tidemark.bitmap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Holds one portable Roaring bitmap against {@link RoaringLayout}, byte for byte. It trusts nothing but the position and the
 * limit of the buffer. Time is linear in the bytes, memory constant.
 */
final class BucketValidator {
    private static final String WHAT = "block set";

    private final ByteBuffer bytes;
    private final int begin;
    /** Of the begin of the set in the caller's eyes, so that errors name positions from there. */
    private final int origin;

    private int position;

    /**
     * @param source with the bitmap at its position; not changed
     * @param origin absolute index in {@code source} that error positions count from
     */
    BucketValidator(ByteBuffer source, int origin) {
        this.bytes = source.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        this.begin = source.position();
        this.origin = origin;
    }

    /**
     * Checks the whole bitmap.
     *
     * @return its length in bytes
     */
    int validate() throws CorruptDataException {
        BucketHeader header = readHeader();
        position = begin + header.headerBytes();
        for (int index = 0; index < header.containers(); index++) {
            checkKey(header, index);
            checkOffset(header, index);
            position += checkContainer(header, index);
        }
        return position - begin;
    }

    private BucketHeader readHeader() throws CorruptDataException {
        require(8, begin);
        int cookie = bytes.getInt(begin);
        BucketHeader header = new BucketHeader(bytes, begin);
        if (!header.hasRuns() && cookie != RoaringLayout.COOKIE_WITHOUT_RUNS) {
            throw damage(begin, "Roaring cookie 12346 or 12347", Integer.toUnsignedString(cookie));
        }
        if (header.containers() < 1 || header.containers() > RoaringLayout.CONTAINERS_MAX) {
            throw damage(begin + 4, "1 to 65536 containers", Integer.toUnsignedString(header.containers()));
        }
        require(RoaringLayout.cookieBytes(header.containers(), header.hasRuns()), begin);
        require(header.headerBytes(), begin);
        checkRunFlagPadding(header);
        return header;
    }

    private void checkRunFlagPadding(BucketHeader header) throws CorruptDataException {
        int used = header.containers() & 7;
        if (!header.hasRuns() || used == 0) {
            return;
        }
        int lastFlags = begin + 4 + RoaringLayout.runFlagBytes(header.containers()) - 1;
        int padding = Byte.toUnsignedInt(bytes.get(lastFlags)) >>> used;
        if (padding != 0) {
            throw damage(lastFlags, "zero bits after the last run flag", Integer.toBinaryString(padding));
        }
    }

    private void checkKey(BucketHeader header, int index) throws CorruptDataException {
        if (index > 0 && header.key(index) <= header.key(index - 1)) {
            throw damage(header.keyPosition(index), "container key above " + (int) header.key(index - 1), (int)
                    header.key(index));
        }
    }

    private void checkOffset(BucketHeader header, int index) throws CorruptDataException {
        if (header.hasOffsets() && header.offset(index) != position - begin) {
            throw damage(
                    header.offsetPosition(index),
                    "container offset " + (position - begin),
                    Integer.toUnsignedString(header.offset(index)));
        }
    }

    /* Answers the container's length in bytes. */
    private int checkContainer(BucketHeader header, int index) throws CorruptDataException {
        int cardinality = header.cardinality(index);
        if (header.isRun(index)) {
            return checkRuns(cardinality);
        }
        int length = RoaringLayout.plainBytes(cardinality);
        require(length, position);
        if (cardinality <= RoaringLayout.ARRAY_CARDINALITY_MAX) {
            checkArray(length);
        } else {
            checkBitmap(cardinality);
        }
        return length;
    }

    private void checkArray(int length) throws CorruptDataException {
        int previous = -1;
        for (int at = position; at < position + length; at += Character.BYTES) {
            int value = bytes.getChar(at);
            if (value <= previous) {
                throw damage(at, "array value above " + previous, value);
            }
            previous = value;
        }
    }

    private void checkBitmap(int cardinality) throws CorruptDataException {
        int bits = 0;
        for (int at = position; at < position + RoaringLayout.BITMAP_BYTES; at += Long.BYTES) {
            bits += Long.bitCount(bytes.getLong(at));
        }
        checkCardinality(cardinality, bits);
    }

    private int checkRuns(int cardinality) throws CorruptDataException {
        require(Character.BYTES, position);
        int runs = bytes.getChar(position);
        if (runs == 0) {
            throw damage(position, "1 run or more", 0);
        }
        int length = RoaringLayout.runBytes(runs);
        require(length, position);
        int values = 0;
        int previousEnd = -2;
        for (int at = position + Character.BYTES; at < position + length; at += 4) {
            int first = bytes.getChar(at);
            int end = first + bytes.getChar(at + 2);
            checkRun(at, first, end, previousEnd);
            values += end - first + 1;
            previousEnd = end;
        }
        checkCardinality(cardinality, values);
        return length;
    }

    private void checkRun(int at, int first, int end, int previousEnd) throws CorruptDataException {
        if (first <= previousEnd + 1) {
            throw damage(at, "run that begins above " + (previousEnd + 1), first);
        }
        if (end > 0xFFFF) {
            throw damage(at + 2, "run that ends at 65535 or below", end);
        }
    }

    private void checkCardinality(int expected, int found) throws CorruptDataException {
        if (found != expected) {
            throw damage(position, "container of " + expected + " values", found);
        }
    }

    private void require(int needed, int at) throws CorruptDataException {
        if (bytes.limit() - at < needed) {
            throw damage(at, needed + " bytes", bytes.limit() - at);
        }
    }

    private CorruptDataException damage(int at, Object expected, Object found) {
        return new CorruptDataException(WHAT, at - origin, expected, found);
    }
}
