package io.tidemark.backup;

import io.tidemark.spi.Clock;
import io.tidemark.spi.Dispatcher;

/** Lets time pass, by the clock, while others proceed. To be used from one thread. */
final class Pause {
    /* A caller-driven world whose clock nobody moves would wait for ever; there, waiting has no meaning. */
    private static final int STANDSTILLS_MAX = 10_000;

    private final Clock clock;
    private final Dispatcher dispatcher;

    Pause(Clock clock, Dispatcher dispatcher) {
        this.clock = clock;
        this.dispatcher = dispatcher;
    }

    long now() {
        return clock.nanoTime();
    }

    /** Returns when {@code nanos} have passed, or when the clock does not move at all. */
    void await(long nanos) {
        long begin = clock.nanoTime();
        long last = begin;
        int standstills = 0;
        for (int attempt = 0; last - begin < nanos && standstills < STANDSTILLS_MAX; attempt++) {
            dispatcher.awaitProgress(attempt);
            long now = clock.nanoTime();
            standstills = now == last ? standstills + 1 : 0;
            last = now;
        }
    }
}
