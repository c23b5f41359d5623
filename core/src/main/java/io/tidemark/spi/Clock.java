package io.tidemark.spi;

/** Where the engine takes time from. Implementations are safe for use by any thread. */
public interface Clock {
    /** Nanoseconds since the epoch, as a wall clock has it; may step back. */
    long epochNanos();

    /** A monotonic reading in nanoseconds with an arbitrary origin; only differences mean something. */
    long nanoTime();

    /** The clock of the machine. */
    static Clock system() {
        return SystemClock.INSTANCE;
    }
}
