package io.tidemark.backup;

import java.io.IOException;

/** Lets a backup wait for the events that are on their way, such as {@code interceptor::drain}. */
@FunctionalInterface
public interface EventBarrier {
    /** Returns when every event that was handed over before the call has reached the engine, or is told as lost. */
    void await() throws IOException, InterruptedException;
}
