package io.tidemark.spi;

import java.time.Instant;

/** The machine's clock. One of the places where {@code core} may reach past its seams. */
enum SystemClock implements Clock {
    INSTANCE;

    @Override
    public long epochNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }
}
