package io.tidemark.event;

import java.util.Objects;

/**
 * One change of one block, as a value for traces, tests and messages; the hot path carries the four parts as
 * primitives through an {@link EventSink} instead.
 *
 * @param kind what happened
 * @param blockId the block, unsigned
 * @param walOffset the position in the write-ahead log that caused it, unsigned; one log per engine
 * @param timestampNanos nanoseconds since the epoch, signed
 */
public record BlockEvent(EventKind kind, long blockId, long walOffset, long timestampNanos) {
    public BlockEvent {
        Objects.requireNonNull(kind, "kind");
    }

    @Override
    public String toString() {
        return kind + "(block=" + Long.toUnsignedString(blockId) + ", wal=" + Long.toUnsignedString(walOffset)
                + ", time=" + timestampNanos + ")";
    }
}
