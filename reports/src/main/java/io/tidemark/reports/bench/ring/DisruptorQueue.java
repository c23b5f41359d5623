package io.tidemark.reports.bench.ring;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.EventTranslator;
import com.lmax.disruptor.RingBuffer;
import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;

/**
 * The Disruptor's ring for many producers, whose slots are event objects that it made beforehand. Published through translators, one
 * object a producer, which costs no garbage; polled, so that its consumer is one like the others'.
 */
final class DisruptorQueue implements EventQueue {
    private final RingBuffer<HeapEvent> ring;
    private final EventPoller<HeapEvent> poller;
    private int drained;

    DisruptorQueue(int capacity) {
        ring = RingBuffer.createMultiProducer(HeapEvent::new, capacity, new BusySpinWaitStrategy());
        poller = ring.newPoller();
        ring.addGatingSequences(poller.getSequence());
    }

    @Override
    public Producer producer() {
        return new Translated(ring);
    }

    @Override
    public int drain(EventSink sink) {
        drained = 0;
        try {
            poller.poll((event, sequence, endOfBatch) -> {
                event.handTo(sink);
                return ++drained < BATCH;
            });
        } catch (Exception e) { // what the handler may throw, and it throws nothing checked
            throw new IllegalStateException(e);
        }
        return drained;
    }

    private static final class Translated implements Producer, EventTranslator<HeapEvent> {
        private final RingBuffer<HeapEvent> ring;
        private EventKind kind = EventKind.CREATE;
        private long blockId;
        private long walOffset;
        private long timestampNanos;

        Translated(RingBuffer<HeapEvent> ring) {
            this.ring = ring;
        }

        @Override
        public boolean offer(EventKind newKind, long newBlockId, long newWalOffset, long newTimestampNanos) {
            kind = newKind;
            blockId = newBlockId;
            walOffset = newWalOffset;
            timestampNanos = newTimestampNanos;
            return ring.tryPublishEvent(this);
        }

        @Override
        public void translateTo(HeapEvent event, long sequence) {
            event.set(kind, blockId, walOffset, timestampNanos);
        }
    }
}
