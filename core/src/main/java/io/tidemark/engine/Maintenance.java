package io.tidemark.engine;

import io.tidemark.segment.SealedSegment;
import io.tidemark.segment.SegmentStore;
import io.tidemark.spi.Agent;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's background work: merges segments of like size, and drops what is older than every cursor and the retention. */
final class Maintenance implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

    private final EngineLog log;
    private final SegmentStore store;
    private final EngineLog.Journal journal;
    private final MergePolicy policy;
    private final Retention retention;
    private final Runnable memoryMonitor;
    private final LongAdder merges = new LongAdder();
    private boolean failing;

    Maintenance(
            EngineLog log,
            SegmentStore store,
            EngineLog.Journal journal,
            MergePolicy policy,
            Retention retention,
            Runnable memoryMonitor) {
        this.log = log;
        this.store = store;
        this.journal = journal;
        this.policy = policy;
        this.retention = retention;
        this.memoryMonitor = memoryMonitor;
    }

    @Override
    public String name() {
        return "maintenance";
    }

    /** Looks at the memory, does one merge and drops what has expired; answers how many segments there are fewer. */
    @Override
    public int step() {
        memoryMonitor.run();
        try {
            int work = prune() + merge();
            failing = false;
            return work;
        } catch (IOException e) {
            reportOnce(e);
            return 0;
        }
    }

    private void reportOnce(IOException e) {
        if (!failing) {
            failing = true;
            LOG.warn("background work failed, it will be tried again; nothing is lost", e);
        }
    }

    private int merge() throws IOException {
        List<SealedSegment> inputs = policy.choose(log.state());
        if (inputs.isEmpty()) {
            return 0;
        }
        SealedSegment merged = store.merge(inputs);
        EngineState published =
                log.change(state -> stillMergeable(state, inputs) ? state.withMerged(inputs, merged) : state, journal);
        if (!published.sealed().contains(merged)) {
            store.remove(merged);
            return 0;
        }
        for (SealedSegment input : inputs) {
            store.remove(input);
        }
        merges.increment();
        return inputs.size() - 1;
    }

    private static boolean stillMergeable(EngineState state, List<SealedSegment> inputs) {
        return state.sealed().containsAll(inputs);
    }

    private int prune() throws IOException {
        SealedSegment last = retention.lastExpired(log.state());
        if (last == null) {
            return 0;
        }
        List<SealedSegment> before = log.state().sealed();
        EngineState after = log.change(
                state -> state.sealed().contains(last)
                        ? state.withoutThrough(last).withoutSettledLosses()
                        : state,
                journal);
        int dropped = 0;
        for (SealedSegment segment : before) {
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
