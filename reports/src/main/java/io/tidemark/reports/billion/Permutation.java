package io.tidemark.reports.billion;

/**
 * A seeded order of the numbers from 0 to {@code size} - 1 that is computed, not stored: each number has its own place. O(1)
 * expected.
 */
final class Permutation {
    /*
     * Each step of a round (xor with a constant, product with an odd number, xor with own higher bits) is a bijection of the
     * numbers below a power of two. A place at or above the size is sent through the rounds again until it is below: that
     * ends, as it follows a cycle which the number itself is on, and it stays a bijection.
     */
    private static final int ROUNDS = 3;

    private final long size;
    private final long mask;
    private final int shift;
    private final long[] keys = new long[ROUNDS];
    private final long[] factors = new long[ROUNDS];

    Permutation(long size, long seed) {
        this.size = size;
        int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, size - 1));
        this.mask = -1L >>> (Long.SIZE - bits);
        this.shift = bits / 2 + 1;
        for (int i = 0; i < ROUNDS; i++) {
            keys[i] = Mix.of(seed + 2L * i) & mask;
            factors[i] = Mix.of(seed + 2L * i + 1) | 1;
        }
    }

    /** The place of {@code number}, which is from 0 to {@code size} - 1, as is the place. */
    long placeOf(long number) {
        long place = rounds(number);
        while (place >= size) {
            place = rounds(place);
        }
        return place;
    }

    private long rounds(long number) {
        long x = number;
        for (int i = 0; i < ROUNDS; i++) {
            x = ((x ^ keys[i]) * factors[i]) & mask;
            x ^= x >>> shift;
        }
        return x;
    }
}
