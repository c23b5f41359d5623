package io.tidemark.spi;

/** Drives {@linkplain Agent agents}, and lets a caller wait for their progress without knowing who drives them. */
public interface Dispatcher {
    /**
     * Begins to drive an agent.
     *
     * @return a handle whose {@code close()} returns when no step of the agent is running nor will run again; idempotent
     */
    Task start(Agent agent);

    /**
     * Called in a loop by a thread that waits for background work: gives the agents a chance to proceed, by waiting a
     * moment (threads) or by stepping them (caller-driven).
     *
     * @param attempt how often the caller has waited for the same thing, from 0
     */
    void awaitProgress(int attempt);

    /** A driven agent. */
    interface Task extends AutoCloseable {
        @Override
        void close();
    }

    /** One daemon thread per agent. */
    static Dispatcher threads() {
        return new ThreadDispatcher();
    }

    /** Drives agents only inside {@link CallerDispatcher#step()} and {@link #awaitProgress}. */
    static CallerDispatcher caller() {
        return new CallerDispatcher();
    }
}
