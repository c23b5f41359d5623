package io.tidemark.event;

/**
 * Is told of block events after they were applied. Events of one block come in their order and one after another; events of
 * different blocks may come at the same time, from different threads, in any order. Must return; the events that it is too slow
 * for are skipped, and so is what it throws: neither reaches the tracking.
 */
@FunctionalInterface
public interface BlockEventListener {
    /**
     * Takes one event.
     *
     * @param kind what happened
     * @param blockId the block, unsigned
     * @param walOffset the position in the write-ahead log that caused it, unsigned
     * @param timestampNanos nanoseconds since the epoch, signed
     */
    void onBlockEvent(EventKind kind, long blockId, long walOffset, long timestampNanos);

    /**
     * Says that the listener was too slow and that events were skipped; comes before any event that is later than those.
     *
     * @param events how many
     */
    default void onSkipped(long events) {}
}
