package io.tidemark.event;

/** Takes block events one at a time, as primitives, without allocation. */
@FunctionalInterface
public interface EventSink {
    /**
     * Takes one event.
     *
     * @param kind what happened
     * @param blockId the block, unsigned
     * @param walOffset the position in the write-ahead log that caused it, unsigned
     * @param timestampNanos nanoseconds since the epoch, signed
     */
    void accept(EventKind kind, long blockId, long walOffset, long timestampNanos);

    /** Takes one event given as a value. */
    default void accept(BlockEvent event) {
        accept(event.kind(), event.blockId(), event.walOffset(), event.timestampNanos());
    }
}
