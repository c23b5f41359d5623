package io.tidemark.event;

import io.tidemark.spi.Clock;

/**
 * The end of one wait. It is over when the time has passed, or when the clock stood still for {@link #STILL_LOOKS_MAX}
 * looks in a row: a simulated clock that only the waiting caller could move would else make it wait for ever. For the
 * thread that waits.
 */
final class Deadline {
    /** A running clock cannot stand still for so many looks: each lies behind a wait of up to a millisecond. */
    static final int STILL_LOOKS_MAX = 10_000;

    private final Clock clock;
    private final long timeoutNanos;
    private final long startNanos;
    private long lastNanos;
    private int stillLooks;

    private Deadline(Clock clock, long timeoutNanos) {
        this.clock = clock;
        this.timeoutNanos = timeoutNanos;
        this.startNanos = clock.nanoTime();
        this.lastNanos = startNanos;
    }

    static Deadline in(long timeoutNanos, Clock clock) {
        return new Deadline(clock, timeoutNanos);
    }

    /** Whether to wait no longer; looks at the clock. */
    boolean isOver() {
        long now = clock.nanoTime();
        stillLooks = now == lastNanos ? stillLooks + 1 : 0;
        lastNanos = now;
        return now - startNanos >= timeoutNanos || stillLooks >= STILL_LOOKS_MAX;
    }
}
