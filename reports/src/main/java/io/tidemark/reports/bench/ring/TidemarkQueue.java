package io.tidemark.reports.bench.ring;

import io.tidemark.event.EventBatch;
import io.tidemark.event.EventSink;
import io.tidemark.event.RingBuffer;

/** Tidemark's ring, drained through a batch as its interceptor does it. */
final class TidemarkQueue implements EventQueue {
    private final RingBuffer ring;
    private final EventBatch batch = new EventBatch(BATCH);

    TidemarkQueue(int capacity) {
        ring = new RingBuffer(capacity);
    }

    @Override
    public Producer producer() {
        return ring::offer;
    }

    @Override
    public int drain(EventSink sink) {
        batch.clear();
        int drained = ring.drain(batch, BATCH);
        batch.forEach(sink);
        return drained;
    }
}
