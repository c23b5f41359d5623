package io.tidemark.segment;

import java.io.IOException;

/** Events one at a time, in WAL order. The fields are valid after {@link #next} answered true, until it is called again. */
abstract class EventCursor {
    int kind;
    long blockId;
    long walOffset;
    long timestampNanos;

    /** Goes to the next event; false at the end. */
    abstract boolean next() throws IOException;
}
