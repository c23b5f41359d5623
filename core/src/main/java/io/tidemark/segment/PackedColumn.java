package io.tidemark.segment;

import io.tidemark.bitmap.CorruptDataException;
import java.nio.ByteBuffer;

/**
 * One column of a chunk: up to {@value SegmentLayout#CHUNK_EVENTS} numbers as differences of few bits, either from the
 * smallest (mode frame) or each from the one before (mode delta, zigzag). Written by {@link ColumnEncoder}, read here; linear
 * time, no allocation.
 */
final class PackedColumn {
    static final byte FRAME = 0;
    static final byte DELTA = 1;

    /** Widths above this would straddle nine bytes, which one unaligned read cannot take: they are stored whole. */
    static final int WIDTH_MAX = 56;

    /** The longest form of one column in bytes. */
    static final int BYTES_MAX = SegmentLayout.COLUMN_HEADER_BYTES + SegmentLayout.CHUNK_EVENTS * Long.BYTES;

    private PackedColumn() {}

    static void putHeader(ByteBuffer target, byte mode, int width, long base) {
        target.put(mode).put((byte) width).putShort((short) 0).putInt(0).putLong(base);
    }

    /** Bits that a number of one column takes, of the bits that are set in any of them. */
    static int width(long bits) {
        int width = Long.SIZE - Long.numberOfLeadingZeros(bits);
        return width > WIDTH_MAX ? Long.SIZE : width;
    }

    static int packedBytes(int count, int width) {
        return (count * width + 7) >>> 3;
    }

    static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    private static long unzigzag(long value) {
        return (value >>> 1) ^ -(value & 1);
    }

    /**
     * Reads a column of {@code count} numbers at the position of {@code source}, which advances behind it.
     *
     * @param source little-endian, with at least 8 readable bytes behind the column
     * @param end where the chunk ends; a column that would reach beyond it is damage
     */
    static void decode(ByteBuffer source, int end, int count, long[] into) throws CorruptDataException {
        int at = source.position();
        if (end - at < SegmentLayout.COLUMN_HEADER_BYTES) {
            throw new CorruptDataException("segment column", at, "a header of 16 bytes", end - at + " bytes");
        }
        byte mode = source.get(at);
        int width = source.get(at + 1);
        long base = source.getLong(at + 8);
        int begin = at + SegmentLayout.COLUMN_HEADER_BYTES;
        if ((mode != FRAME && mode != DELTA) || width < 0 || (width > WIDTH_MAX && width != Long.SIZE)) {
            throw new CorruptDataException(
                    "segment column", at, "mode 0 or 1, width 0 to 56 or 64", mode + ", " + width);
        }
        int bytes = packedBytes(count, width);
        if (bytes > end - begin) {
            throw new CorruptDataException("segment column", at, bytes + " bytes", end - begin + " bytes");
        }
        unpack(source, begin, count, width, into);
        if (mode == FRAME) {
            addBase(into, count, base);
        } else {
            sumDeltas(into, count, base);
        }
        source.position(begin + bytes);
    }

    private static void unpack(ByteBuffer source, int begin, int count, int width, long[] into) {
        if (width == Long.SIZE) {
            for (int i = 0; i < count; i++) {
                into[i] = source.getLong(begin + i * Long.BYTES);
            }
            return;
        }
        long mask = (1L << width) - 1;
        for (int i = 0, bit = 0; i < count; i++, bit += width) {
            into[i] = (source.getLong(begin + (bit >>> 3)) >>> (bit & 7)) & mask;
        }
    }

    private static void addBase(long[] into, int count, long base) {
        for (int i = 0; i < count; i++) {
            into[i] += base;
        }
    }

    private static void sumDeltas(long[] into, int count, long base) {
        long value = base;
        for (int i = 0; i < count; i++) {
            value += unzigzag(into[i]);
            into[i] = value;
        }
    }
}
