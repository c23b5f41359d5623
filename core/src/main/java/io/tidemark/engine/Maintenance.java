package io.tidemark.engine;

import io.tidemark.segment.SealedSegment;
import io.tidemark.segment.SegmentStore;
import io.tidemark.spi.Agent;
import io.tidemark.spi.Clock;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's background work on sealed segments: makes them durable, merges those of like size, drops what nobody needs any more,
 * and reads one after another to find damage before a backup does. What fails is tried again after a pause.
 */
final class Maintenance implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final EngineLog log;
    private final SegmentStore store;
    private final Journal journal;
    private final Checkpoints checkpoints;
    private final MergePolicy policy;
    private final Retention retention;
    private final Scrub scrub;
    private final Runnable memoryMonitor;
    private final Clock clock;
    private final LongAdder merges = new LongAdder();
    private boolean isFailing;
    private long failedAt;

    Maintenance(
            EngineLog log,
            SegmentStore store,
            Journal journal,
            Checkpoints checkpoints,
            MergePolicy policy,
            Retention retention,
            Scrub scrub,
            Runnable memoryMonitor,
            Clock clock) {
        this.log = log;
        this.store = store;
        this.journal = journal;
        this.checkpoints = checkpoints;
        this.policy = policy;
        this.retention = retention;
        this.scrub = scrub;
        this.memoryMonitor = memoryMonitor;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "maintenance";
    }

    /** Does what is due of each kind of work, once; answers how much that was. */
    @Override
    public int step() {
        memoryMonitor.run();
        if (isFailing && clock.nanoTime() - failedAt < RETRY_NANOS) {
            return 0;
        }
        try {
            int work = checkpoints.takeIfDue() + prune() + merge() + scrub.step();
            isFailing = false;
            return work;
        } catch (IOException e) {
            failed(e);
            return 0;
        }
    }

    private void failed(IOException e) {
        if (!isFailing) {
            LOG.warn("background work failed, it will be tried again; nothing is lost", e);
        }
        isFailing = true;
        failedAt = clock.nanoTime();
    }

    private int merge() throws IOException {
        Merge merge = log.read(view -> {
            List<SealedSegment> inputs = policy.choose(view.state());
            return inputs.isEmpty() ? Merge.NONE : new Merge(inputs, store.merge(inputs));
        });
        SealedSegment merged = merge.output();
        if (merged == null) {
            return 0;
        }
        EngineState published = journal.change(state -> state.withMerged(merge.inputs(), merged));
        if (!published.sealed().contains(merged)) {
            journal.save(); // what was saved may name it
            store.remove(merged);
            return 0;
        }
        for (SealedSegment input : merge.inputs()) {
            store.remove(input);
        }
        merges.increment();
        return 1;
    }

    private record Merge(
            List<SealedSegment> inputs, @Nullable SealedSegment output) {
        static final Merge NONE = new Merge(List.of(), null);
    }

    private int prune() throws IOException {
        EngineState before = log.state();
        SealedSegment last = retention.lastExpired(before);
        if (last == null) {
            return 0;
        }
        EngineState after = journal.change(state ->
                state.sealed().contains(last) ? state.withoutThrough(last).withoutSettledLosses() : state);
        int dropped = 0;
        for (SealedSegment segment : before.sealed()) {
            if (segment.lastSequence() <= after.droppedThrough()) {
                store.remove(segment);
                dropped++;
            }
        }
        return dropped;
    }

    long merges() {
        return merges.sum();
    }
}
