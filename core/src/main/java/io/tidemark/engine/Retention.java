package io.tidemark.engine;

import io.tidemark.segment.SealedSegment;
import io.tidemark.spi.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Which segments go: those before every cursor and older than the exact retention; and the oldest, whoever needs them, when
 * all together are larger than the disk may get. A consumer that is overrun so is told.
 */
final class Retention {
    private final Clock clock;
    private final long retentionNanos;
    private final long bytesMax;

    /**
     * A retention.
     *
     * @param retentionNanos how long events are kept for range queries, by their timestamps; {@link Long#MAX_VALUE} for ever
     * @param bytesMax how large all segments may be together
     */
    Retention(Clock clock, long retentionNanos, long bytesMax) {
        this.clock = clock;
        this.retentionNanos = retentionNanos;
        this.bytesMax = bytesMax;
    }

    /** The last segment, in arrival order, that may go with all before it; {@code null} if none. */
    @Nullable
    SealedSegment lastExpired(EngineState state) {
        SealedSegment old = lastOld(state);
        SealedSegment overrun = lastOverrun(state);
        return old == null || (overrun != null && overrun.lastSequence() > old.lastSequence()) ? overrun : old;
    }

    private @Nullable SealedSegment lastOverrun(EngineState state) {
        long excess = state.sealed().stream().mapToLong(SealedSegment::length).sum() - bytesMax;
        SealedSegment last = null;
        for (SealedSegment segment : state.sealed()) {
            if (excess <= 0) {
                break;
            }
            excess -= segment.length();
            last = segment;
        }
        return last;
    }

    private @Nullable SealedSegment lastOld(EngineState state) {
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
