package io.tidemark.spi;

/**
 * A piece of background work that is done in bounded steps. Who drives it is the {@link Dispatcher}'s choice: a
 * thread in production, the caller in a simulation. Steps of one agent never overlap.
 */
public interface Agent {
    /** A short name, used for the thread and in messages. */
    String name();

    /**
     * Does a bounded amount of work.
     *
     * @return how much was done, in the agent's own unit; 0 when there was nothing to do
     */
    int step();
}
