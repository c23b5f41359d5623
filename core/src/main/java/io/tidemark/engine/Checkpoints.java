package io.tidemark.engine;

import io.tidemark.segment.SegmentStore;
import io.tidemark.spi.Clock;
import java.io.IOException;
import java.util.Arrays;

/**
 * Decides when to make durable what has arrived, so that the host has little to deliver again after a crash. For one thread;
 * {@link #take} for any.
 */
final class Checkpoints {
    private final EngineLog log;
    private final Sealer sealer;
    private final Journal journal;
    private final SegmentStore store;
    private final Clock clock;
    private final Policy policy;
    private long eventsBefore;
    private long nanosBefore;

    /**
     * When a checkpoint is due: as soon as one of these is reached.
     *
     * @param events taken since the last one
     * @param bytes of segments that are in memory only
     * @param nanos since the last one; {@link Long#MAX_VALUE} for never
     */
    record Policy(long events, long bytes, long nanos) {
        static final Policy NEVER = new Policy(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    Checkpoints(EngineLog log, Sealer sealer, Journal journal, SegmentStore store, Clock clock, Policy policy) {
        this.log = log;
        this.sealer = sealer;
        this.journal = journal;
        this.store = store;
        this.clock = clock;
        this.policy = policy;
        this.nanosBefore = clock.nanoTime();
    }

    /** Takes a checkpoint if one is due; answers how many that were. */
    int takeIfDue() throws IOException {
        long events = events();
        long nanos = clock.nanoTime();
        boolean isDue = events - eventsBefore >= policy.events()
                || nanos - nanosBefore >= policy.nanos()
                || store.unwrittenBytes() >= policy.bytes();
        if (!isDue) {
            return 0;
        }
        take();
        eventsBefore = events;
        nanosBefore = nanos;
        return 1;
    }

    /** Makes durable what has arrived. */
    void take() throws IOException {
        sealer.sealAll();
        journal.save();
    }

    private long events() {
        return Arrays.stream(log.counts()).sum();
    }
}
