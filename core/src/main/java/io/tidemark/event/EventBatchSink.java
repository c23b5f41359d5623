package io.tidemark.event;

/** Takes batches of block events. */
@FunctionalInterface
public interface EventBatchSink {
    /** Takes all events of the batch, in order; the batch stays the caller's. */
    void apply(EventBatch batch);

    /**
     * Takes down that every event with an offset up to {@code walOffset}, unsigned, was applied or told as lost before. Does nothing by
     * default.
     */
    default void deliveredThrough(long walOffset) {}
}
