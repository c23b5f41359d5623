package io.tidemark.reports.bench.ring;

import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;
import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RecordDescriptor;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Agrona's ring of messages in memory outside of the heap: three longs each, and the kind as the message's type. Claimed, written in
 * place, committed.
 */
final class AgronaQueue implements EventQueue {
    private static final int WAL = Long.BYTES;
    private static final int TIME = 2 * Long.BYTES;
    private static final int MESSAGE_BYTES = 3 * Long.BYTES;

    private final RingBuffer ring;

    AgronaQueue(int capacity) {
        int record = BitUtil.align(RecordDescriptor.HEADER_LENGTH + MESSAGE_BYTES, RecordDescriptor.ALIGNMENT);
        int bytes = BitUtil.findNextPositivePowerOfTwo(capacity * record) + RingBufferDescriptor.TRAILER_LENGTH;
        ByteBuffer memory = BufferUtil.allocateDirectAligned(bytes, BitUtil.CACHE_LINE_LENGTH);
        ring = new ManyToOneRingBuffer(new UnsafeBuffer(memory));
    }

    @Override
    public Producer producer() {
        return this::offer;
    }

    private boolean offer(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        int at = ring.tryClaim(1 + kind.code(), MESSAGE_BYTES); // types are from 1
        if (at < 0) {
            return false;
        }
        AtomicBuffer slots = ring.buffer();
        slots.putLong(at, blockId);
        slots.putLong(at + WAL, walOffset);
        slots.putLong(at + TIME, timestampNanos);
        ring.commit(at);
        return true;
    }

    @Override
    public int drain(EventSink sink) {
        return ring.read(
                (type, slots, at, length) -> sink.accept(
                        EventKind.ofCode((byte) (type - 1)),
                        slots.getLong(at),
                        slots.getLong(at + WAL),
                        slots.getLong(at + TIME)),
                BATCH);
    }
}
