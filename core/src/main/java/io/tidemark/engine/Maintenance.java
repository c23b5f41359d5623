package io.tidemark.engine;

import io.tidemark.segment.SealedSegment;
import io.tidemark.segment.SegmentStore;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The engine's background work on sealed segments that can wait: merges those of like size, drops what nobody needs any more, and reads
 * one after another to find damage before a backup does. For one thread.
 */
final class Maintenance {
    private final EngineLog log;
    private final SegmentStore store;
    private final Journal journal;
    private final MergePolicy policy;
    private final Retention retention;
    private final Scrub scrub;
    private final Runnable memoryMonitor;
    private final LongAdder merges = new LongAdder();

    Maintenance(
            EngineLog log,
            SegmentStore store,
            Journal journal,
            MergePolicy policy,
            Retention retention,
            Scrub scrub,
            Runnable memoryMonitor) {
        this.log = log;
        this.store = store;
        this.journal = journal;
        this.policy = policy;
        this.retention = retention;
        this.scrub = scrub;
        this.memoryMonitor = memoryMonitor;
    }

    /** Does what is due of each kind of work, once; answers how much that was. */
    int step() throws IOException {
        memoryMonitor.run();
        return prune() + merge() + scrub.step();
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
