package io.tidemark.event;

/** Takes batches of block events. */
@FunctionalInterface
public interface EventBatchSink {
    /** Takes all events of the batch, in order; the batch stays the caller's. */
    void apply(EventBatch batch);
}
