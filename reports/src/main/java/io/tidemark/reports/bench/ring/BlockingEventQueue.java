package io.tidemark.reports.bench.ring;

import io.tidemark.event.EventSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;

/** The bounded queue of the JDK, with new event objects, drained under one lock for a batch. */
final class BlockingEventQueue implements EventQueue {
    private final ArrayBlockingQueue<HeapEvent> queue;
    private final List<HeapEvent> batch = new ArrayList<>(BATCH);

    BlockingEventQueue(int capacity) {
        queue = new ArrayBlockingQueue<>(capacity);
    }

    @Override
    public Producer producer() {
        return (kind, block, wal, time) -> queue.offer(new HeapEvent().set(kind, block, wal, time));
    }

    @Override
    public int drain(EventSink sink) {
        batch.clear();
        int drained = queue.drainTo(batch, BATCH);
        for (HeapEvent event : batch) {
            event.handTo(sink);
        }
        return drained;
    }
}
