package io.tidemark.segment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;

/** A column written bit by bit as {@link SegmentLayout} describes it: slow, and plain enough to be believed. */
final class BitwiseColumn {
    private BitwiseColumn() {}

    static ByteBuffer encode(long[] values) {
        long min = Arrays.stream(values).min().orElseThrow();
        long[] frame = Arrays.stream(values).map(value -> value - min).toArray();
        long[] deltas = new long[values.length];
        for (int i = 1; i < values.length; i++) {
            long delta = values[i] - values[i - 1];
            deltas[i] = delta < 0 ? -2 * delta - 1 : 2 * delta;
        }
        boolean isDelta = width(deltas) < width(frame);
        return isDelta ? column((byte) 1, deltas, values[0]) : column((byte) 0, frame, min);
    }

    private static ByteBuffer column(byte mode, long[] numbers, long base) {
        int width = width(numbers);
        BitSet bits = new BitSet();
        for (int i = 0; i < numbers.length; i++) {
            for (int bit = 0; bit < width; bit++) {
                bits.set(i * width + bit, (numbers[i] >>> bit & 1) != 0);
            }
        }
        int bytes = (numbers.length * width + 7) / 8;
        ByteBuffer target =
                ByteBuffer.allocate(SegmentLayout.COLUMN_HEADER_BYTES + bytes).order(ByteOrder.LITTLE_ENDIAN);
        target.put(mode).put((byte) width).position(8).putLong(base).put(Arrays.copyOf(bits.toByteArray(), bytes));
        return target.flip();
    }

    private static int width(long[] numbers) {
        int width = 0;
        for (long number : numbers) {
            width = Math.max(width, Long.SIZE - Long.numberOfLeadingZeros(number));
        }
        return width > 56 ? Long.SIZE : width;
    }
}
