package io.tidemark.segment;

import java.nio.ByteBuffer;

/**
 * Writes columns in the form that {@link PackedColumn} reads, whichever of its two modes is shorter. Linear time, no
 * allocation. Not thread-safe.
 */
final class ColumnEncoder {
    /*
     * The numbers to be packed have one width. As long as two of them fit into one word that an unaligned write takes,
     * neighbours are joined; what is left is written a word at a time, each over the unfinished byte of the one before.
     * So there is no branch that depends on where a number falls.
     */

    /* One more than a chunk has events, so that the last of an odd number has a neighbour, which is zero. */
    private final long[] packed = new long[SegmentLayout.CHUNK_EVENTS + 1];
    private long min;
    private long max;

    /** The smallest number of the last column, signed. */
    long min() {
        return min;
    }

    /** The largest number of the last column, signed. */
    long max() {
        return max;
    }

    /**
     * Appends the first {@code count} numbers, from 1 to a whole chunk, to {@code target}, which is little-endian and has
     * room for {@link PackedColumn#BYTES_MAX} bytes.
     */
    void encode(long[] values, int count, ByteBuffer target) {
        findBounds(values, count);
        int frameWidth = PackedColumn.width(max - min);
        int deltaWidth = PackedColumn.width(packDeltas(values, count));
        if (deltaWidth < frameWidth) {
            PackedColumn.putHeader(target, PackedColumn.DELTA, deltaWidth, values[0]);
            write(count, deltaWidth, target);
        } else {
            PackedColumn.putHeader(target, PackedColumn.FRAME, frameWidth, min);
            packFrame(values, count);
            write(count, frameWidth, target);
        }
    }

    private void findBounds(long[] values, int count) {
        long low = values[0];
        long high = values[0];
        for (int i = 1; i < count; i++) {
            low = Math.min(low, values[i]);
            high = Math.max(high, values[i]);
        }
        min = low;
        max = high;
    }

    /* Answers the bits that are set in any of them. */
    private long packDeltas(long[] values, int count) {
        long bits = 0;
        packed[0] = 0;
        for (int i = 1; i < count; i++) {
            long delta = PackedColumn.zigzag(values[i] - values[i - 1]);
            packed[i] = delta;
            bits |= delta;
        }
        return bits;
    }

    private void packFrame(long[] values, int count) {
        for (int i = 0; i < count; i++) {
            packed[i] = values[i] - min;
        }
    }

    private void write(int count, int width, ByteBuffer target) {
        int end = target.position() + PackedColumn.packedBytes(count, width);
        if (width == Long.SIZE) {
            target.asLongBuffer().put(packed, 0, count);
        } else if (width > 0) {
            int words = count;
            int wordWidth = width;
            while (words > 1 && 2 * wordWidth <= PackedColumn.WIDTH_MAX) {
                words = joinNeighbours(words, wordWidth);
                wordWidth *= 2;
            }
            writeWords(words, wordWidth, target);
        }
        target.position(end);
    }

    private int joinNeighbours(int words, int width) {
        packed[words] = 0;
        int joined = (words + 1) >>> 1;
        for (int i = 0; i < joined; i++) {
            packed[i] = packed[2 * i] | packed[2 * i + 1] << width;
        }
        return joined;
    }

    private void writeWords(int words, int width, ByteBuffer target) {
        int at = target.position();
        long pending = 0;
        int pendingBits = 0;
        for (int i = 0; i < words; i++) {
            pending |= packed[i] << pendingBits;
            target.putLong(at, pending);
            pendingBits += width;
            at += pendingBits >>> 3;
            pending >>>= pendingBits & -8;
            pendingBits &= 7;
        }
    }
}
