package io.tidemark.engine;

import io.tidemark.segment.SealedSegment;
import io.tidemark.segment.SegmentStore;
import io.tidemark.spi.Agent;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals frozen segments, in order, and finds the memory for it. As an agent it does so in the background; an append, a window or
 * a checkpoint that cannot wait does it itself.
 *
 * <p><b>When the disk fails</b> segments stay in memory. When there is no more of that either, the oldest that is on no disk becomes a
 * loss, and is told: so memory stays bounded, and what comes next is tracked.
 */
final class Sealer implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);

    /*
     * One lock for whoever seals, so that segments are sealed in order; none of the log's is held while it works. Locks are
     * taken in this order: sealing, the journal's, the log's, the store's.
     */
    private final Object sealing = new Object();
    private final EngineLog log;
    private final SegmentStore store;
    private final BlockLimit blockLimit;
    private final LongAdder seals = new LongAdder();

    Sealer(EngineLog log, SegmentStore store, BlockLimit blockLimit) {
        this.log = log;
        this.store = store;
        this.blockLimit = blockLimit;
    }

    @Override
    public String name() {
        return "seal";
    }

    /** Seals the oldest frozen segment, if there is one; answers how many that were. */
    @Override
    public int step() {
        synchronized (sealing) {
            return sealOldest() ? 1 : 0;
        }
    }

    /** Lets an append go on that found the active segment full. */
    void makeRoom() {
        synchronized (sealing) {
            sealOldest();
            findMemory(log.nextActiveBytes());
            log.freezeFull();
        }
    }

    /** Seals all that was appended before the call; answers the last sequence. */
    long sealAll() {
        synchronized (sealing) {
            findMemory(log.nextActiveBytes());
            long last = log.freeze();
            while (log.state().lastSealed() < last) {
                sealOldest();
            }
            return last;
        }
    }

    private boolean sealOldest() {
        List<FrozenSegment> frozen = log.state().frozen();
        if (frozen.isEmpty()) {
            return false;
        }
        FrozenSegment oldest = frozen.get(0);
        findMemory(SegmentStore.sealBytes(oldest.events()));
        SealedSegment segment =
                store.seal(oldest.events(), oldest.sequence(), log.state().sealed());
        log.update(state -> state.withSealed(segment));
        store.release(oldest.events());
        seals.increment();
        checkBlockLimit();
        return true;
    }

    private void findMemory(long bytes) {
        while (!store.makeRoom(bytes)) {
            SealedSegment victim = store.firstUnwritten(log.state().sealed());
            if (victim == null) {
                return;
            }
            lose(victim);
        }
    }

    private void lose(SealedSegment victim) {
        String detail = "no memory left to hold what the disk does not take: file=" + victim.fileName();
        LOG.error("changes are lost, full backups will be required: {}", detail);
        log.update(state -> state.withLost(victim, LossReason.STORAGE_FAILURE, detail));
        store.forgetImage(victim);
    }

    private void checkBlockLimit() {
        try {
            List<EngineState.LossMark> over = log.read(view -> blockLimit.overrun(view.state()));
            log.update(state -> state.withLosses(over));
        } catch (IOException e) {
            LOG.warn("blocks of pending windows could not be counted, the next seal tries again", e);
        }
    }

    long seals() {
        return seals.sum();
    }
}
