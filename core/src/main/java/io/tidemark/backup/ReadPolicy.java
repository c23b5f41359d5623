package io.tidemark.backup;

/**
 * How often and how long a block is tried to be read. The pause before the n-th repetition is {@code backoffNanos} times
 * 2^(n-1), at most {@code backoffNanosMax}; it is not drawn at random, so that a run repeats itself.
 *
 * @param attempts how often at most, at least 1
 * @param backoffNanos the first pause, at least 0
 * @param backoffNanosMax the longest pause
 * @param timeoutNanos no new attempt begins later than this after the first one did. An attempt that hangs inside the
 *     source is not cut short: that takes a thread, which is the source's to have
 */
public record ReadPolicy(int attempts, long backoffNanos, long backoffNanosMax, long timeoutNanos) {
    /** Five attempts, 0.1 s to 10 s apart, within a minute. */
    public static final ReadPolicy DEFAULT = new ReadPolicy(5, 100_000_000L, 10_000_000_000L, 60_000_000_000L);

    public ReadPolicy {
        if (attempts < 1 || backoffNanos < 0 || backoffNanosMax < backoffNanos || timeoutNanos < 0) {
            throw new IllegalArgumentException("attempts must be at least 1, times not negative and in order: attempts="
                    + attempts + ", backoffNanos=" + backoffNanos + ", backoffNanosMax=" + backoffNanosMax
                    + ", timeoutNanos=" + timeoutNanos);
        }
    }

    /** The pause after so many failed attempts, from 1. */
    long backoffNanos(int failures) {
        int doublings = Math.min(failures - 1, Long.numberOfLeadingZeros(backoffNanos) - 1);
        return Math.min(backoffNanos << Math.max(0, doublings), backoffNanosMax);
    }
}
