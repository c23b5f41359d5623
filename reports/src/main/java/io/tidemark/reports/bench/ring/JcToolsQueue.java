package io.tidemark.reports.bench.ring;

import io.tidemark.event.EventSink;
import java.util.Queue;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.MpmcArrayQueue;
import org.jctools.queues.MpscArrayQueue;

/** A queue of JCTools, which carries references: of reused objects, or of new ones. */
final class JcToolsQueue implements EventQueue {
    private final Queue<HeapEvent> queue;
    private final MessagePassingQueue<HeapEvent> drained;
    private final int capacity;
    private final boolean isPooled;

    private <Q extends Queue<HeapEvent> & MessagePassingQueue<HeapEvent>> JcToolsQueue(
            Q queue, int capacity, boolean isPooled) {
        this.queue = queue;
        this.drained = queue;
        this.capacity = capacity;
        this.isPooled = isPooled;
    }

    static JcToolsQueue mpsc(int capacity) {
        return new JcToolsQueue(new MpscArrayQueue<>(capacity), capacity, /* isPooled= */ true);
    }

    static JcToolsQueue mpscAllocating(int capacity) {
        return new JcToolsQueue(new MpscArrayQueue<>(capacity), capacity, /* isPooled= */ false);
    }

    static JcToolsQueue mpmc(int capacity) {
        return new JcToolsQueue(new MpmcArrayQueue<>(capacity), capacity, /* isPooled= */ true);
    }

    @Override
    public Producer producer() {
        return isPooled
                ? new PooledEvents(queue, capacity)
                : (kind, block, wal, time) -> queue.offer(new HeapEvent().set(kind, block, wal, time));
    }

    @Override
    public int drain(EventSink sink) {
        return drained.drain(event -> event.handTo(sink), BATCH);
    }
}
