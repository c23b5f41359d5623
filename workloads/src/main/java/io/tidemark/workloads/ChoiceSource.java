package io.tidemark.workloads;

/**
 * Where every decision of a workload or a simulated world comes from, and nowhere else: equal sources give equal runs. To be
 * used by one thread.
 */
public interface ChoiceSource {
    /** 64 uniform bits. */
    long nextLong();

    /** A number from 0 to {@code bound - 1}, each as likely. */
    default int below(int bound) {
        return (int) below((long) bound);
    }

    /**
     * A number from 0 to {@code bound - 1}, each as likely.
     *
     * @throws IllegalArgumentException if the bound is below 1
     */
    default long below(long bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound must be at least 1: bound=" + bound);
        }
        // Rejects the few numbers that would make the small remainders likelier than the others.
        long bits = nextLong() >>> 1;
        long choice = bits % bound;
        while (bits - choice + (bound - 1) < 0) {
            bits = nextLong() >>> 1;
            choice = bits % bound;
        }
        return choice;
    }

    /** True in {@code numerator} of {@code denominator} cases. */
    default boolean chance(int numerator, int denominator) {
        return below(denominator) < numerator;
    }

    /**
     * A source of its own, whose choices depend on this source's seed and the name only: what is drawn from one does not
     * shift the other.
     */
    ChoiceSource fork(String name);

    /** A pseudo-random source, the same on every machine and JDK. */
    static ChoiceSource seeded(long seed) {
        return new SeededChoices(seed);
    }
}
