package io.tidemark.reports.bench.ring;

import io.tidemark.event.EventKind;
import java.util.Queue;

/**
 * One producer's reused event objects over a queue of references. There are at least as many as the queue holds and the consumer may
 * have taken beyond that, so that none is reused which one of the two still has.
 */
final class PooledEvents implements EventQueue.Producer {
    private final Queue<HeapEvent> queue;
    private final HeapEvent[] pool;
    private int next;

    PooledEvents(Queue<HeapEvent> queue, int capacity) {
        this.queue = queue;
        this.pool = new HeapEvent[Integer.highestOneBit(capacity + EventQueue.BATCH) << 1];
        for (int i = 0; i < pool.length; i++) {
            pool[i] = new HeapEvent();
        }
    }

    @Override
    public boolean offer(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        HeapEvent event = pool[next & (pool.length - 1)].set(kind, blockId, walOffset, timestampNanos);
        if (!queue.offer(event)) {
            return false;
        }
        next++;
        return true;
    }
}
