package io.tidemark.engine;

import io.tidemark.segment.SealedSegment;
import io.tidemark.spi.Clock;
import org.jspecify.annotations.Nullable;

/** Which segments nobody needs any more: those before every cursor, and older than the exact retention. */
final class Retention {
    private final Clock clock;
    private final long retentionNanos;

    /**
     * A retention.
     *
     * @param retentionNanos how long events are kept for range queries, by their timestamps; {@link Long#MAX_VALUE} for ever
     */
    Retention(Clock clock, long retentionNanos) {
        this.clock = clock;
        this.retentionNanos = retentionNanos;
    }

    /** The last segment, in arrival order, that may go with all before it; {@code null} if none. */
    @Nullable
    SealedSegment lastExpired(EngineState state) {
        if (retentionNanos == Long.MAX_VALUE) {
            return null;
        }
        long horizon = clock.epochNanos() - retentionNanos;
        long oldestCursor = state.oldestCursor();
        SealedSegment last = null;
        for (SealedSegment segment : state.sealed()) {
            if (segment.lastSequence() > oldestCursor || segment.zone().maxTime() >= horizon) {
                break;
            }
            last = segment;
        }
        return last;
    }
}
