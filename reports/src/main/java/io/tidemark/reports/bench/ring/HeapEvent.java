package io.tidemark.reports.bench.ring;

import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;

/** An event on the heap, as queues of references carry it. */
final class HeapEvent {
    private EventKind kind = EventKind.CREATE;
    private long blockId;
    private long walOffset;
    private long timestampNanos;

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
