package io.tidemark.engine;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.segment.SealedSegment;
import io.tidemark.segment.Zone;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells consumers whose pending window has come to hold more distinct blocks than is allowed. Nothing else changes: events
 * are taken as before, and the consumer's next window, after a full backup, is like any other. Used by one
 * thread at a time: under the lock of the log.
 *
 * <p>Costs nothing but a sum over the pending segments until their events outnumber the limit; then a sum of cardinalities;
 * a union of sets only when that exceeds the limit too, and then not again until as many events have come as could bring
 * the count over it.
 */
final class BlockLimit {
    private static final Logger LOG = LoggerFactory.getLogger(BlockLimit.class);

    private final long maxBlocks;
    private final Map<Long, Counted> counted = new HashMap<>();

    /**
     * At most so many distinct blocks were in the segments of a pending window.
     *
     * @param blocks the bound
     * @param through the last sequence looked at
     */
    private record Counted(long blocks, long through) {}

    BlockLimit(long maxBlocks) {
        this.maxBlocks = maxBlocks;
    }

    /** The state, with a loss for each pending window that is over the limit and was not yet told so. */
    EngineState check(EngineState state) {
        TreeSet<Long> starts = new TreeSet<>();
        state.consumers().values().forEach(consumer -> starts.add(pendingAfter(consumer)));
        counted.keySet().retainAll(starts);
        EngineState checked = state;
        for (long start : starts) {
            if (!isTold(checked, start) && isOver(checked, start)) {
                checked = withLoss(checked, start);
            }
        }
        return checked;
    }

    /* What an open window holds is fixed and was checked when it began. If it is given up, the next seal counts it again. */
    private static long pendingAfter(Consumer consumer) {
        BackupCursor open = consumer.openWindow();
        return open == null ? consumer.cursor().segmentSequence() : open.segmentSequence();
    }

    /* The loss stands at the first seal of the window, so that it touches those consumers whose windows begin there or before. */
    private static boolean isTold(EngineState state, long start) {
        return state.losses().stream()
                .anyMatch(mark -> mark.loss().reason() == LossReason.MAX_BLOCKS && mark.sequence() == start + 1);
    }

    private boolean isOver(EngineState state, long start) {
        Counted known = counted.getOrDefault(start, new Counted(0, start));
        long events = state.sealedBetween(start, state.lastSequence()).stream()
                .filter(segment -> segment.lastSequence() > known.through())
                .mapToLong(SealedSegment::events)
                .sum();
        if (events <= maxBlocks - known.blocks()) {
            return false;
        }
        long blocks = count(state.sealedBetween(start, state.lastSequence()));
        counted.put(start, new Counted(blocks, state.lastSequence()));
        return blocks > maxBlocks;
    }

    /* The sum of cardinalities where that is within the limit, else the exact number. */
    private long count(List<SealedSegment> segments) {
        long sum = 0;
        for (SealedSegment segment : segments) {
            sum += touched(segment).cardinality();
        }
        if (sum <= maxBlocks) {
            return sum;
        }
        BlockSet union = BlockSet.EMPTY;
        for (SealedSegment segment : segments) {
            union = union.or(touched(segment));
        }
        return union.cardinality();
    }

    /* A segment that cannot be read counts for nothing here: whoever needs it is told of the damage, which asks for the same. */
    private static BlockSet touched(SealedSegment segment) {
        try {
            return segment.changes().touched();
        } catch (IOException e) {
            LOG.warn("a segment cannot be read, its blocks are not counted: file={}", segment.fileName(), e);
            return BlockSet.EMPTY;
        }
    }

    private EngineState withLoss(EngineState state, long start) {
        Zone zone = new Zone();
        state.sealedBetween(start, state.lastSequence()).forEach(segment -> zone.add(segment.zone()));
        String detail = "more distinct blocks changed than max_blocks allows: blocks="
                + counted.getOrDefault(start, new Counted(0, start)).blocks() + ", max_blocks=" + maxBlocks;
        return state.withLoss(start + 1, new FullRequired(LossReason.MAX_BLOCKS, zone.minWal(), zone.maxWal(), detail));
    }
}
