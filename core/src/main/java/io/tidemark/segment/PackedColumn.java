package io.tidemark.segment;

import io.tidemark.bitmap.CorruptDataException;
import java.nio.ByteBuffer;

/**
 * One column of a chunk: up to {@value SegmentLayout#CHUNK_EVENTS} numbers as differences of few bits, either from the
 * smallest (mode frame) or each from the one before (mode delta, zigzag), whichever is shorter. Linear time, no allocation.
 */
final class PackedColumn {
    private static final byte FRAME = 0;
    private static final byte DELTA = 1;

    /** Widths above this would straddle nine bytes, which one unaligned read cannot take: they are stored whole. */
    private static final int WIDTH_MAX = 56;

    /** The longest form of one column in bytes. */
    static final int BYTES_MAX = SegmentLayout.COLUMN_HEADER_BYTES + SegmentLayout.CHUNK_EVENTS * Long.BYTES;

    private PackedColumn() {}

    /** Appends {@code values[from, from + count)} to {@code target}, which is little-endian. */
    static void encode(long[] values, int from, int count, ByteBuffer target) {
        long base = values[from];
        for (int i = from + 1; i < from + count; i++) {
            base = Math.min(base, values[i]);
        }
        long frameBits = 0;
        long deltaBits = 0;
        long previous = values[from];
        for (int i = from; i < from + count; i++) {
            frameBits |= values[i] - base;
            deltaBits |= zigzag(values[i] - previous);
            previous = values[i];
        }
        int frameWidth = width(frameBits);
        int deltaWidth = width(deltaBits);
        if (deltaWidth < frameWidth) {
            header(target, DELTA, deltaWidth, values[from]);
            packDeltas(values, from, count, deltaWidth, target);
        } else {
            header(target, FRAME, frameWidth, base);
            packFrame(values, from, count, base, frameWidth, target);
        }
    }

    private static void header(ByteBuffer target, byte mode, int width, long base) {
        target.put(mode).put((byte) width).putShort((short) 0).putInt(0).putLong(base);
    }

    private static int width(long bits) {
        int width = Long.SIZE - Long.numberOfLeadingZeros(bits);
        return width > WIDTH_MAX ? Long.SIZE : width;
    }

    private static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    private static long unzigzag(long value) {
        return (value >>> 1) ^ -(value & 1);
    }

    private static void packFrame(long[] values, int from, int count, long base, int width, ByteBuffer target) {
        BitWriter bits = new BitWriter(target, width);
        for (int i = from; i < from + count; i++) {
            bits.put(values[i] - base);
        }
        bits.end();
    }

    private static void packDeltas(long[] values, int from, int count, int width, ByteBuffer target) {
        BitWriter bits = new BitWriter(target, width);
        long previous = values[from];
        for (int i = from; i < from + count; i++) {
            bits.put(zigzag(values[i] - previous));
            previous = values[i];
        }
        bits.end();
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

    private static int packedBytes(int count, int width) {
        return (count * width + 7) >>> 3;
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

    /** Writes numbers of one width, lowest bit first. */
    private static final class BitWriter {
        private final ByteBuffer target;
        private final int width;
        private long pending;
        private int pendingBits;

        BitWriter(ByteBuffer target, int width) {
            this.target = target;
            this.width = width;
        }

        void put(long value) {
            if (width == Long.SIZE) {
                target.putLong(value);
                return;
            }
            pending |= value << pendingBits;
            pendingBits += width;
            if (pendingBits >= Long.SIZE) {
                target.putLong(pending);
                pendingBits -= Long.SIZE;
                pending = pendingBits == 0 ? 0 : value >>> (width - pendingBits);
            }
        }

        void end() {
            for (; pendingBits > 0; pendingBits -= 8) {
                target.put((byte) pending);
                pending >>>= 8;
            }
        }
    }
}
