package io.tidemark.reports.bench;

import io.tidemark.event.EventBatch;
import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;
import io.tidemark.event.RingBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.MpmcArrayQueue;
import org.jctools.queues.MpscArrayQueue;

/** A queue that carries block events for the ring benchmark: all carry kind, block, WAL offset and time. */
interface EventQueue {
    /** How many events one drain takes at the most. */
    int BATCH = 1024;

    /** What one thread offers through. */
    interface Producer {
        boolean offer(EventKind kind, long blockId, long walOffset, long timestampNanos);
    }

    /** A producer's way in; one for each thread. */
    Producer producer();

    /** Hands on up to {@link #BATCH} events; answers how many. One thread at a time. */
    int drain(EventSink sink);

    /** An event on the heap, as the peers carry it. */
    final class HeapEvent {
        private EventKind kind;
        private long blockId;
        private long walOffset;
        private long timestampNanos;

        HeapEvent(EventKind kind, long blockId, long walOffset, long timestampNanos) {
            this.kind = kind;
            this.blockId = blockId;
            this.walOffset = walOffset;
            this.timestampNanos = timestampNanos;
        }

        HeapEvent set(EventKind newKind, long newBlockId, long newWalOffset, long newTimestampNanos) {
            kind = newKind;
            blockId = newBlockId;
            walOffset = newWalOffset;
            timestampNanos = newTimestampNanos;
            return this;
        }

        void handTo(EventSink sink) {
            sink.accept(kind, blockId, walOffset, timestampNanos);
        }
    }

    /** Tidemark's ring, drained through a batch as the interceptor does it. */
    final class Ring implements EventQueue {
        private final RingBuffer ring;
        private final EventBatch batch = new EventBatch(BATCH);

        Ring(int capacity) {
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

    /**
     * Reused event objects over a queue of references. A producer has twice as many as the queue holds, so that it never reuses one
     * that the queue or the consumer still has.
     */
    final class Pooled implements Producer {
        private final Queue<HeapEvent> queue;
        private final List<HeapEvent> pool = new ArrayList<>();
        private final int mask;
        private int next;

        Pooled(Queue<HeapEvent> queue, int capacity) {
            this.queue = queue;
            this.mask = 2 * capacity - 1;
            for (int i = 0; i < 2 * capacity; i++) {
                pool.add(new HeapEvent(EventKind.CREATE, 0, 0, 0));
            }
        }

        @Override
        public boolean offer(EventKind kind, long blockId, long walOffset, long timestampNanos) {
            HeapEvent event = pool.get(next & mask).set(kind, blockId, walOffset, timestampNanos);
            if (queue.offer(event)) {
                next++;
                return true;
            }
            return false;
        }
    }

    /** A queue of JCTools. */
    final class JcTools implements EventQueue {
        private final MessagePassingQueue<HeapEvent> queue;
        private final int capacity;
        private final boolean isPooled;

        private JcTools(MessagePassingQueue<HeapEvent> queue, int capacity, boolean isPooled) {
            this.queue = queue;
            this.capacity = capacity;
            this.isPooled = isPooled;
        }

        static JcTools mpscAllocating(int capacity) {
            return new JcTools(new MpscArrayQueue<>(capacity), capacity, false);
        }

        static JcTools mpscPooled(int capacity) {
            return new JcTools(new MpscArrayQueue<>(capacity), capacity, true);
        }

        static JcTools mpmcAllocating(int capacity) {
            return new JcTools(new MpmcArrayQueue<>(capacity), capacity, false);
        }

        @Override
        @SuppressWarnings("unchecked") // the queues of JCTools are both
        public Producer producer() {
            return isPooled
                    ? new Pooled((Queue<HeapEvent>) queue, capacity)
                    : (kind, block, wal, time) -> queue.offer(new HeapEvent(kind, block, wal, time));
        }

        @Override
        public int drain(EventSink sink) {
            return queue.drain(event -> event.handTo(sink), BATCH);
        }
    }

    /** The queue of the JDK. */
    final class Blocking implements EventQueue {
        private final ArrayBlockingQueue<HeapEvent> queue;
        private final List<HeapEvent> batch = new ArrayList<>(BATCH);

        Blocking(int capacity) {
            queue = new ArrayBlockingQueue<>(capacity);
        }

        @Override
        public Producer producer() {
            return (kind, block, wal, time) -> queue.offer(new HeapEvent(kind, block, wal, time));
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
}
