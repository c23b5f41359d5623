package io.tidemark.engine;

/**
 * A point in the engine's own arrival order, and where the log and the data time stood there. Only the sequence decides
 * what a window holds; offset and timestamp are for people and for hosts that ask in those terms.
 *
 * @param segmentSequence the last sealed segment before the point; 0 at the engine's origin
 * @param walOffset the highest WAL offset that had arrived by then, unsigned; 0 if none
 * @param timestampNanos the highest timestamp that had arrived by then, nanoseconds since the epoch; {@link Long#MIN_VALUE} if none
 */
public record BackupCursor(long segmentSequence, long walOffset, long timestampNanos) {
    /** The point before the first event. */
    public static final BackupCursor ORIGIN = new BackupCursor(0, 0, Long.MIN_VALUE);

    public BackupCursor {
        if (segmentSequence < 0) {
            throw new IllegalArgumentException(
                    "segment sequence must not be negative: segmentSequence=" + segmentSequence);
        }
    }
}
