package io.tidemark.reports.bench.ring;

import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;

/** A bounded queue from several producers to one consumer that carries block events: kind, block, WAL offset and time. */
interface EventQueue {
    /** How many events one drain takes at the most. */
    int BATCH = 1024;

    /** What one thread offers through. */
    interface Producer {
        /** Takes an event, or answers false when there is no room. */
        boolean offer(EventKind kind, long blockId, long walOffset, long timestampNanos);
    }

    /** A producer's way in; one for each thread. */
    Producer producer();

    /** Hands on up to {@link #BATCH} events; answers how many. One thread at a time. */
    int drain(EventSink sink);
}
