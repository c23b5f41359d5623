package io.tidemark.segment;

import io.tidemark.bitmap.BlockSet;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out whether events that came late break the WAL order of their blocks across segments. */
final class LateEvents {
    private static final Logger LOG = LoggerFactory.getLogger(LateEvents.class);

    private LateEvents() {}

    /**
     * The lowest WAL offset in {@code active} that may be below one of the same block in an earlier segment; the highest
     * number when there is none.
     *
     * <p>Late events are common (threads of a host interleave) and harmless as long as each block's own events are in
     * order. So only the band in which log positions overlap is compared: the blocks of late events here with the blocks
     * of later offsets there. Costs the size of the band.
     */
    static long lateFrom(ActiveSegment active, List<SealedSegment> earlier) {
        long lateFrom = active.lateFrom();
        try {
            return lateFrom == -1 || isHarmless(active, lateFrom, earlier) ? -1 : lateFrom;
        } catch (IOException e) {
            LOG.warn("cannot read an earlier segment, taking late events for out of order: walOffset={}", lateFrom, e);
            return lateFrom;
        }
    }

    private static boolean isHarmless(ActiveSegment active, long lateFrom, List<SealedSegment> earlier)
            throws IOException {
        BlockSet late = lateBlocks(active);
        EventRange band = new EventRange(EventRange.Axis.WAL_OFFSET, lateFrom + 1, -1);
        for (SealedSegment segment : earlier) {
            if (band.touches(segment.zone()) && holdsAny(segment.events(band), late)) {
                return false;
            }
        }
        return true;
    }

    private static BlockSet lateBlocks(ActiveSegment active) {
        BlockSet.Builder late = BlockSet.builder();
        for (int i = 0; i < active.count(); i++) {
            if (Long.compareUnsigned(active.walOffsets[i], active.maxWalBefore) < 0) {
                late.add(active.blocks[i]);
            }
        }
        return late.build();
    }

    private static boolean holdsAny(EventCursor events, BlockSet blocks) throws IOException {
        while (events.next()) {
            if (blocks.contains(events.blockId)) {
                return true;
            }
        }
        return false;
    }
}
