package io.tidemark.bitmap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Walks the containers of one portable Roaring bitmap in its bytes. It trusts nothing but the position and the limit of
 * the buffer: {@link #validate()} holds every byte against {@link RoaringLayout}; the other methods are for bytes that
 * have passed it, or that this package or the library wrote. Time is linear in the bytes, memory constant.
 */
final class BucketReader {
    private static final String WHAT = "block set";

    private final ByteBuffer bytes;
    private final int begin;
    /** Of the begin of the set in the caller's eyes, so that errors name positions from there. */
    private final int origin;

    private int containers;
    private boolean hasRuns;
    private int headerBytes;

    private int index = -1;
    private int position;
    private int containerBytes;

    /**
     * @param source with the bitmap at its position; not changed
     * @param origin absolute index in {@code source} that error positions count from
     */
    BucketReader(ByteBuffer source, int origin) {
        this.bytes = source.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        this.begin = source.position();
        this.origin = origin;
    }

    /** Reads the header of a valid bitmap and stands before its first container. */
    BucketReader open() {
        int cookie = bytes.getInt(begin);
        hasRuns = (cookie & 0xFFFF) == RoaringLayout.COOKIE_WITH_RUNS;
        containers = hasRuns ? (cookie >>> 16) + 1 : bytes.getInt(begin + 4);
        headerBytes = RoaringLayout.headerBytes(containers, hasRuns);
        index = -1;
        position = begin + headerBytes;
        containerBytes = 0;
        return this;
    }

    /** Steps to the next container; false after the last. */
    boolean next() {
        position += containerBytes;
        index++;
        if (index == containers) {
            return false;
        }
        containerBytes =
                isRun() ? RoaringLayout.runBytes(bytes.getChar(position)) : RoaringLayout.plainBytes(cardinality());
        return true;
    }

    char key() {
        return bytes.getChar(keysPosition() + 4 * index);
    }

    int cardinality() {
        return bytes.getChar(keysPosition() + 4 * index + 2) + 1;
    }

    boolean isRun() {
        return hasRuns && (bytes.get(begin + 4 + (index >>> 3)) >>> (index & 7) & 1) != 0;
    }

    int containerBytes() {
        return containerBytes;
    }

    /** The bytes of the container. */
    ByteBuffer container() {
        return bytes.slice(position, containerBytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether the container stands in the one form that {@link BucketWriter} would choose. */
    boolean isCanonical() {
        return !isRun() || RoaringLayout.runIsSmallest(cardinality(), bytes.getChar(position));
    }

    /** Appends the values of a run container one by one, which makes the writer choose the form. */
    void appendValuesOfRuns(BucketWriter target) {
        int runs = bytes.getChar(position);
        for (int i = 0; i < runs; i++) {
            int first = key() << 16 | bytes.getChar(position + 2 + 4 * i);
            int length = bytes.getChar(position + 4 + 4 * i);
            for (int j = 0; j <= length; j++) {
                target.append(first + j);
            }
        }
    }

    /**
     * Checks the whole bitmap.
     *
     * @return its length in bytes
     */
    int validate() throws CorruptDataException {
        require(8, begin);
        checkCookie();
        require((long) RoaringLayout.cookieBytes(containers, hasRuns), begin);
        headerBytes = RoaringLayout.headerBytes(containers, hasRuns);
        require(headerBytes, begin);
        checkRunFlagPadding();
        position = begin + headerBytes;
        for (index = 0; index < containers; index++) {
            checkKey();
            checkOffset();
            checkContainer();
            position += containerBytes;
        }
        return position - begin;
    }

    private void checkCookie() throws CorruptDataException {
        int cookie = bytes.getInt(begin);
        hasRuns = (cookie & 0xFFFF) == RoaringLayout.COOKIE_WITH_RUNS;
        if (hasRuns) {
            containers = (cookie >>> 16) + 1;
            return;
        }
        if (cookie != RoaringLayout.COOKIE_WITHOUT_RUNS) {
            throw damage(begin, "Roaring cookie 12346 or 12347", Integer.toUnsignedString(cookie));
        }
        containers = bytes.getInt(begin + 4);
        if (containers < 1 || containers > RoaringLayout.CONTAINERS_MAX) {
            throw damage(begin + 4, "1 to 65536 containers", Integer.toUnsignedString(containers));
        }
    }

    private void checkRunFlagPadding() throws CorruptDataException {
        int used = containers & 7;
        if (!hasRuns || used == 0) {
            return;
        }
        int lastFlags = begin + 4 + RoaringLayout.runFlagBytes(containers) - 1;
        int padding = Byte.toUnsignedInt(bytes.get(lastFlags)) >>> used;
        if (padding != 0) {
            throw damage(lastFlags, "zero bits after the last run flag", Integer.toBinaryString(padding));
        }
    }

    private void checkKey() throws CorruptDataException {
        int at = keysPosition() + 4 * index;
        if (index > 0 && key() <= bytes.getChar(at - 4)) {
            throw damage(at, "container key above " + (int) bytes.getChar(at - 4), (int) key());
        }
    }

    private void checkOffset() throws CorruptDataException {
        if (!RoaringLayout.hasOffsets(containers, hasRuns)) {
            return;
        }
        int at = keysPosition() + 4 * (containers + index);
        if (bytes.getInt(at) != position - begin) {
            throw damage(at, "container offset " + (position - begin), Integer.toUnsignedString(bytes.getInt(at)));
        }
    }

    private void checkContainer() throws CorruptDataException {
        if (isRun()) {
            checkRuns();
        } else if (cardinality() <= RoaringLayout.ARRAY_CARDINALITY_MAX) {
            checkArray();
        } else {
            checkBitmap();
        }
    }

    private void checkArray() throws CorruptDataException {
        int cardinality = cardinality();
        containerBytes = RoaringLayout.plainBytes(cardinality);
        require(containerBytes, position);
        int previous = -1;
        for (int at = position; at < position + containerBytes; at += Character.BYTES) {
            int value = bytes.getChar(at);
            if (value <= previous) {
                throw damage(at, "array value above " + previous, value);
            }
            previous = value;
        }
    }

    private void checkBitmap() throws CorruptDataException {
        containerBytes = RoaringLayout.BITMAP_BYTES;
        require(containerBytes, position);
        int bits = 0;
        for (int at = position; at < position + containerBytes; at += Long.BYTES) {
            bits += Long.bitCount(bytes.getLong(at));
        }
        checkCardinality(bits);
    }

    private void checkRuns() throws CorruptDataException {
        require(Character.BYTES, position);
        int runs = bytes.getChar(position);
        if (runs == 0) {
            throw damage(position, "1 run or more", 0);
        }
        containerBytes = RoaringLayout.runBytes(runs);
        require(containerBytes, position);
        int values = 0;
        int previousEnd = -2;
        for (int at = position + Character.BYTES; at < position + containerBytes; at += 4) {
            int first = bytes.getChar(at);
            int end = first + bytes.getChar(at + 2);
            if (first <= previousEnd + 1) {
                throw damage(at, "run that begins above " + (previousEnd + 1), first);
            }
            if (end > 0xFFFF) {
                throw damage(at + 2, "run that ends at 65535 or below", end);
            }
            values += end - first + 1;
            previousEnd = end;
        }
        checkCardinality(values);
    }

    private void checkCardinality(int found) throws CorruptDataException {
        if (found != cardinality()) {
            throw damage(position, "container of " + cardinality() + " values", found);
        }
    }

    private int keysPosition() {
        return begin + RoaringLayout.cookieBytes(containers, hasRuns);
    }

    private void require(long needed, int at) throws CorruptDataException {
        if (bytes.limit() - at < needed) {
            throw damage(at, needed + " bytes", bytes.limit() - at);
        }
    }

    private CorruptDataException damage(int at, Object expected, Object found) {
        return new CorruptDataException(WHAT, at - origin, expected, found);
    }
}
