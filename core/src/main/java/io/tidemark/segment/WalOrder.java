package io.tidemark.segment;

import java.util.Arrays;

/**
 * Finds the stable order of events by WAL offset, unsigned. O(n) for each stretch of {@value #DIGIT_BITS} bits in which the
 * offsets differ: a radix sort of positions from the low end; of n events in order already it answers without sorting.
 * Scratch memory of 8 bytes an event is kept for the next call. Not thread-safe.
 */
final class WalOrder {
    private static final int DIGIT_BITS = 11;
    private static final int RADIX = 1 << DIGIT_BITS;

    private final int[] next = new int[RADIX];
    private int[] order = {};
    private int[] scratch = {};

    /**
     * The positions 0 to count - 1, ordered by their offsets; equal offsets stay in the order of their positions. The array
     * may be longer than that, and is valid until the next call.
     */
    int[] of(long[] walOffsets, int count) {
        ensureRoom(count);
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        long differing = isSorted(walOffsets, count) ? 0 : differingBits(walOffsets, count);
        while (differing != 0) {
            int shift = Long.numberOfTrailingZeros(differing);
            sortByDigit(walOffsets, count, shift);
            differing &= -1L << shift << DIGIT_BITS;
        }
        return order;
    }

    /** Heap bytes of the arrays that are kept. */
    long memoryBytes() {
        return (next.length + order.length + scratch.length) * (long) Integer.BYTES;
    }

    private void ensureRoom(int count) {
        if (order.length < count) {
            order = new int[count];
            scratch = new int[count];
        }
    }

    private static boolean isSorted(long[] walOffsets, int count) {
        for (int i = 1; i < count; i++) {
            if (Long.compareUnsigned(walOffsets[i - 1], walOffsets[i]) > 0) {
                return false;
            }
        }
        return true;
    }

    private static long differingBits(long[] walOffsets, int count) {
        long differing = 0;
        for (int i = 1; i < count; i++) {
            differing |= walOffsets[i] ^ walOffsets[0];
        }
        return differing;
    }

    private void sortByDigit(long[] walOffsets, int count, int shift) {
        countDigits(walOffsets, count, shift);
        int[] source = order;
        int[] target = scratch;
        for (int i = 0; i < count; i++) {
            int position = source[i];
            target[next[digit(walOffsets[position], shift)]++] = position;
        }
        order = target;
        scratch = source;
    }

    private void countDigits(long[] walOffsets, int count, int shift) {
        Arrays.fill(next, 0);
        for (int i = 0; i < count; i++) {
            next[digit(walOffsets[i], shift)]++;
        }
        int sum = 0;
        for (int i = 0; i < RADIX; i++) {
            int digitCount = next[i];
            next[i] = sum;
            sum += digitCount;
        }
    }

    private static int digit(long walOffset, int shift) {
        return (int) (walOffset >>> shift) & (RADIX - 1);
    }
}
