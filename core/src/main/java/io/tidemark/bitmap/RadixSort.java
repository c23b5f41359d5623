package io.tidemark.bitmap;

import java.util.Arrays;

/**
 * Sorts longs in unsigned order by all bits but the lowest few, stably: a radix sort from the low end that skips bits in
 * which all keys agree, and does nothing to keys in order. A pass reads the keys twice and writes them once; keys with b
 * bits that vary take at most b / {@value #DIGIT_BITS_MIN} passes, rounded up, if those are next to each other, and many
 * keys fewer. Scratch memory of 16 bytes a key is kept for the next call. Not thread-safe.
 */
final class RadixSort {
    private static final int DIGIT_BITS_MIN = 8;
    private static final int DIGIT_BITS_MAX = 13;
    /** Fewer keys than this for each value of a digit, and counting the values costs more than a pass that it saves. */
    private static final int KEYS_PER_VALUE_LOG = 5;

    private int[] positions = {};
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
        int digitBits = digitBits(count, varying);
        while (varying != 0) {
            int shift = Long.numberOfTrailingZeros(varying);
            sortByDigit(count, shift, (1 << digitBits) - 1);
            varying &= -1L << shift << digitBits;
        }
        return keys;
    }

    /* As many bits as pay for this count, and no more than spread the varying ones evenly over the passes they need. */
    private static int digitBits(int count, long varying) {
        int affordable = Integer.SIZE - Integer.numberOfLeadingZeros(count) - 1 - KEYS_PER_VALUE_LOG;
        int bitsMax = Math.max(DIGIT_BITS_MIN, Math.min(DIGIT_BITS_MAX, affordable));
        int bits = Long.SIZE - Long.numberOfLeadingZeros(varying) - Long.numberOfTrailingZeros(varying);
        int passes = Math.max(1, (bits + bitsMax - 1) / bitsMax);
        return Math.max(1, (bits + passes - 1) / passes);
    }

    private void sortByDigit(int count, int shift, int mask) {
        countDigits(count, shift, mask);
        long[] source = keys;
        long[] target = scratch;
        int[] next = positions;
        for (int i = 0; i < count; i++) {
            long key = source[i];
            target[next[(int) (key >>> shift) & mask]++] = key;
        }
        keys = target;
        scratch = source;
    }

    private void countDigits(int count, int shift, int mask) {
        if (positions.length <= mask) {
            positions = new int[mask + 1];
        }
        int[] counts = positions;
        Arrays.fill(counts, 0, mask + 1, 0);
        for (int i = 0; i < count; i++) {
            counts[(int) (keys[i] >>> shift) & mask]++;
        }
        int sum = 0;
        for (int i = 0; i <= mask; i++) {
            int digitCount = counts[i];
            counts[i] = sum;
            sum += digitCount;
        }
    }

    /** Heap bytes of the arrays that are kept. */
    long memoryBytes() {
        return (keys.length + scratch.length) * (long) Long.BYTES + positions.length * (long) Integer.BYTES;
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
