package io.tidemark.bitmap;

import java.util.Arrays;

/**
 * Sorts longs in unsigned order by all bits but the lowest few, stably: a radix sort from the low end that skips bits in
 * which all keys agree, and does nothing to keys in order. A pass reads the keys twice and writes them once; keys with b
 * bits that vary take at most b / {@value #DIGIT_BITS} passes, rounded up, if those are next to each other. Scratch
 * memory of 16 bytes a key is kept for the next call. Not thread-safe.
 */
final class RadixSort {
    private static final int DIGIT_BITS = 11;
    private static final int RADIX = 1 << DIGIT_BITS;

    private final int[] positions = new int[RADIX];
    private long[] keys = {};
    private long[] scratch = {};

    /** The array to put up to {@code count} keys into, from index 0, before {@link #sort}. */
    long[] keys(int count) {
        if (keys.length < count) {
            keys = new long[count];
        }
        return keys;
    }

    /**
     * The first {@code count} keys, sorted; valid until the next call of {@link #keys}.
     *
     * @param ignoredBits how many of the lowest bits do not matter to the order
     */
    long[] sort(int count, int ignoredBits) {
        if (isSorted(count, ignoredBits)) {
            return keys;
        }
        if (scratch.length < keys.length) {
            scratch = new long[keys.length];
        }
        long varying = varyingBits(count) >>> ignoredBits << ignoredBits;
        while (varying != 0) {
            int shift = Long.numberOfTrailingZeros(varying);
            sortByDigit(count, shift);
            varying &= -1L << shift << DIGIT_BITS;
        }
        return keys;
    }

    private void sortByDigit(int count, int shift) {
        countDigits(count, shift);
        long[] source = keys;
        long[] target = scratch;
        for (int i = 0; i < count; i++) {
            long key = source[i];
            target[positions[(int) (key >>> shift) & (RADIX - 1)]++] = key;
        }
        keys = target;
        scratch = source;
    }

    private void countDigits(int count, int shift) {
        Arrays.fill(positions, 0);
        for (int i = 0; i < count; i++) {
            positions[(int) (keys[i] >>> shift) & (RADIX - 1)]++;
        }
        int sum = 0;
        for (int i = 0; i < RADIX; i++) {
            int digitCount = positions[i];
            positions[i] = sum;
            sum += digitCount;
        }
    }

    private boolean isSorted(int count, int ignoredBits) {
        for (int i = 1; i < count; i++) {
            if (Long.compareUnsigned(keys[i - 1] >>> ignoredBits, keys[i] >>> ignoredBits) > 0) {
                return false;
            }
        }
        return true;
    }

    private long varyingBits(int count) {
        long varying = 0;
        for (int i = 1; i < count; i++) {
            varying |= keys[i] ^ keys[0];
        }
        return varying;
    }
}
