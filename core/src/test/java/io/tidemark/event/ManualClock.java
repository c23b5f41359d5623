package io.tidemark.event;

import io.tidemark.spi.Clock;

/** A clock that moves when it is told to, or by a fixed step at each look. */
final class ManualClock implements Clock {
    private final long stepNanos;
    private long nanos;

    ManualClock(long stepNanos) {
        this.stepNanos = stepNanos;
    }

    static ManualClock still() {
        return new ManualClock(0);
    }

    void advance(long byNanos) {
        nanos += byNanos;
    }

    @Override
    public long epochNanos() {
        return nanoTime();
    }

    @Override
    public long nanoTime() {
        nanos += stepNanos;
        return nanos;
    }
}
