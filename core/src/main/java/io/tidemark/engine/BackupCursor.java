package io.tidemark.engine;

import io.tidemark.spi.Identity;
import java.util.Objects;

/**
 * A point in an engine's own arrival order, and where the log and the data time stood there. Only engine and sequence decide
 * what a window holds; offset and timestamp are for people and for hosts that ask in those terms.
 *
 * @param engine whose order it is
 * @param segmentSequence the last sealed segment before the point; 0 at the engine's origin
 * @param walOffset the highest WAL offset that had arrived by then, unsigned; 0 if none
 * @param timestampNanos the highest timestamp that had arrived by then, nanoseconds since the epoch; {@link Long#MIN_VALUE} if none
 */
public record BackupCursor(Identity engine, long segmentSequence, long walOffset, long timestampNanos) {
    public BackupCursor {
        Objects.requireNonNull(engine, "engine");
        if (segmentSequence < 0) {
            throw new IllegalArgumentException(
                    "segment sequence must not be negative: segmentSequence=" + segmentSequence);
        }
    }

    /** The point before an engine's first event. */
    public static BackupCursor origin(Identity engine) {
        return new BackupCursor(engine, 0, 0, Long.MIN_VALUE);
    }
}
