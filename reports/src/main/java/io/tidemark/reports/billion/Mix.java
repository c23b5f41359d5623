package io.tidemark.reports.billion;

/** Spreads the bits of a number: a bijection of 64 bits whose results look unrelated for neighbouring numbers. */
final class Mix {
    private static final long ODD_1 = 0x9E3779B97F4A7C15L;
    private static final long ODD_2 = 0xD6E8FEB86659FD93L;

    private Mix() {}

    static long of(long number) {
        long mixed = number * ODD_1;
        mixed = (mixed ^ (mixed >>> 32)) * ODD_2;
        mixed = (mixed ^ (mixed >>> 32)) * ODD_2;
        return mixed ^ (mixed >>> 32);
    }

    /** A number from 0 to {@code bound} - 1 from the low 32 bits of {@code mixed}. */
    static int below(int bound, long mixed) {
        return (int) (((mixed & 0xFFFF_FFFFL) * bound) >>> 32);
    }
}
