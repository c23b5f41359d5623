package io.tidemark.engine;

import io.tidemark.segment.SealedSegment;
import io.tidemark.segment.SegmentStore;
import io.tidemark.segment.UnreadableSegmentException;
import io.tidemark.spi.Clock;
import java.util.List;

/**
 * Reads the files of all segments, one at a time and over and over, and holds every byte against its checksum. Damage so becomes a loss,
 * or is repaired from memory, before a backup needs the segment.
 */
final class Scrub {
    private final EngineLog log;
    private final SegmentStore store;
    private final Clock clock;
    private final long intervalNanos;
    private long nanosBefore;
    private long lastSequence;

    /**
     * A scrub that begins with the oldest segment.
     *
     * @param intervalNanos how long to wait after one segment; {@link Long#MAX_VALUE} to read none
     */
    Scrub(EngineLog log, SegmentStore store, Clock clock, long intervalNanos) {
        this.log = log;
        this.store = store;
        this.clock = clock;
        this.intervalNanos = intervalNanos;
        this.nanosBefore = clock.nanoTime();
    }

    /** Reads one segment if it is time to; answers how many that were. */
    int step() {
        long nanos = clock.nanoTime();
        List<SealedSegment> sealed = log.state().sealed();
        if (nanos - nanosBefore < intervalNanos || sealed.isEmpty()) {
            return 0;
        }
        nanosBefore = nanos;
        check(next(sealed));
        return 1;
    }

    private SealedSegment next(List<SealedSegment> sealed) {
        for (SealedSegment segment : sealed) {
            if (segment.firstSequence() > lastSequence) {
                return segment;
            }
        }
        return sealed.get(0);
    }

    private void check(SealedSegment segment) {
        lastSequence = segment.lastSequence();
        try {
            store.scrub(segment);
        } catch (UnreadableSegmentException e) {
            if (e.isDamage() && log.state().sealed().contains(segment)) {
                log.lose(e);
            }
        }
    }
}
