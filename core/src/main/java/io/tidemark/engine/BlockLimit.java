package io.tidemark.engine;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.segment.SealedSegment;
import io.tidemark.segment.Zone;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Tells consumers whose pending window has come to hold more distinct blocks than is allowed. Nothing else changes: events
 * are taken as before, and the consumer's next window, after a full backup, is like any other. Safe for use by any thread.
 *
 * <p>Costs nothing but a sum over the pending segments until their events outnumber the limit; then a sum of cardinalities;
 * a union of sets only when that exceeds the limit too, and then not again until as many events have come as could bring
 * the count over it.
 */
final class BlockLimit {
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

    /** A loss for each pending window that is over the limit and was not yet told so. */
    synchronized List<EngineState.LossMark> overrun(EngineState state) throws IOException {
        TreeSet<Long> starts = new TreeSet<>();
        state.consumers().values().forEach(consumer -> starts.add(pendingAfter(consumer)));
        counted.keySet().retainAll(starts);
        List<EngineState.LossMark> losses = new ArrayList<>();
        for (long start : starts) {
            if (!isTold(state, start) && isOver(state, start)) {
                losses.add(loss(state, start));
            }
        }
        return losses;
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

    private boolean isOver(EngineState state, long start) throws IOException {
        Counted known = counted.getOrDefault(start, new Counted(0, start));
        long events = state.sealedBetween(start, state.lastSealed()).stream()
                .filter(segment -> segment.lastSequence() > known.through())
                .mapToLong(SealedSegment::events)
                .sum();
        if (events <= maxBlocks - known.blocks()) {
            return false;
        }
        long blocks = count(state.sealedBetween(start, state.lastSealed()));
        counted.put(start, new Counted(blocks, state.lastSealed()));
        return blocks > maxBlocks;
    }

    /* The sum of cardinalities where that is within the limit, else the exact number. */
    private long count(List<SealedSegment> segments) throws IOException {
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

    private static BlockSet touched(SealedSegment segment) throws IOException {
        return segment.changes().touched();
    }

    private EngineState.LossMark loss(EngineState state, long start) {
        Zone zone = new Zone();
        state.sealedBetween(start, state.lastSealed()).forEach(segment -> zone.add(segment.zone()));
        String detail = "more distinct blocks changed than max_blocks allows: blocks="
                + counted.getOrDefault(start, new Counted(0, start)).blocks() + ", max_blocks=" + maxBlocks;
        return new EngineState.LossMark(
                start + 1, new FullRequired(LossReason.MAX_BLOCKS, zone.minWal(), zone.maxWal(), detail));
    }
}
