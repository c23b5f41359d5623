package io.tidemark.simulator;

import io.tidemark.spi.Clock;

/**
 * The time of a simulated world: begins at a fixed instant and passes only when the world lets it. To be advanced by one
 * thread; read by any.
 */
public final class VirtualClock implements Clock {
    /** Where every world begins: 2026-01-01T00:00:00Z. */
    public static final long EPOCH_NANOS = 1_767_225_600_000_000_000L;

    private volatile long nanos;

    @Override
    public long epochNanos() {
        return EPOCH_NANOS + nanos;
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    /** Nanoseconds since the world began. */
    public long elapsedNanos() {
        return nanos;
    }

    /**
     * Lets time pass.
     *
     * @param duration nanoseconds, not negative
     */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread advances, the others only read
    public void advance(long duration) {
        if (duration < 0) {
            throw new IllegalArgumentException("time does not go back: duration=" + duration);
        }
        nanos = Math.addExact(nanos, duration);
    }
}
