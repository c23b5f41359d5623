package io.tidemark.segment;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.event.EventKind;
import org.jspecify.annotations.Nullable;

/** The first events of an active segment: what a reader saw of it. Questions cost O(n) of their number. */
public final class ActivePrefix implements EventRun {
    private final ActiveSegment segment;
    private final int count;
    private @Nullable Zone zone;

    ActivePrefix(ActiveSegment segment, int count) {
        this.segment = segment;
        this.count = count;
    }

    /** Events in it. */
    public int count() {
        return count;
    }

    @Override
    public Zone zone() {
        Zone known = zone;
        if (known == null) {
            known = new Zone();
            for (int i = 0; i < count; i++) {
                known.add(segment.walOffsets[i], segment.timestamps[i]);
            }
            zone = known;
        }
        return known;
    }

    /** True, to be safe: a range is answered from the events themselves, which costs the same here. */
    @Override
    public boolean isDisordered() {
        return true;
    }

    @Override
    public long lateFrom() {
        long lateFrom = -1;
        for (int i = 0; i < count && !segment.isFirst; i++) {
            long walOffset = segment.walOffsets[i];
            if (Long.compareUnsigned(walOffset, segment.maxWalBefore) < 0
                    && Long.compareUnsigned(walOffset, lateFrom) < 0) {
                lateFrom = walOffset;
            }
        }
        return lateFrom;
    }

    @Override
    public ChangeSet changes() {
        return ChangeSet.of(segment.blocks, segment.kinds, count);
    }

    @Override
    public EventCursor events(EventRange range) {
        int[] positions = new int[count];
        long[] walOffsets = new long[count];
        int hits = 0;
        for (int i = 0; i < count; i++) {
            if (range.contains(segment.walOffsets[i], segment.timestamps[i])) {
                positions[hits] = i;
                walOffsets[hits++] = segment.walOffsets[i];
            }
        }
        return new PositionsCursor(segment, positions, new WalOrder().of(walOffsets, hits), hits);
    }

    /** The positions of the events, their offsets, and what sorting takes. */
    @Override
    public long cursorBytes() {
        return count * (Long.BYTES + 3L * Integer.BYTES);
    }

    @Override
    public @Nullable Touch touch(long blockId) {
        int first = -1;
        int last = -1;
        for (int i = 0; i < count; i++) {
            if (segment.blocks[i] == blockId && segment.kinds[i] != EventKind.FLUSH.code()) {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        return first < 0
                ? null
                : new Touch(
                        segment.kinds[first] == EventKind.CREATE.code(),
                        segment.kinds[last] == EventKind.DELETE.code());
    }

    @Override
    public @Nullable LastEvent last(long blockId) {
        int change = -1;
        int flush = -1;
        for (int i = 0; i < count; i++) {
            if (segment.blocks[i] == blockId) {
                if (segment.kinds[i] == EventKind.FLUSH.code()) {
                    flush = later(flush, i);
                } else {
                    change = later(change, i);
                }
            }
        }
        if (change < 0) {
            return flush < 0 ? null : new LastEvent(0, 0, 0, true, true);
        }
        boolean flushed = flush >= 0 && later(change, flush) == flush;
        return new LastEvent(
                segment.kinds[change], segment.walOffsets[change], segment.timestamps[change], flushed, false);
    }

    /* The later of two positions by WAL offset; of equal offsets the one that arrived later. */
    private int later(int a, int b) {
        if (a < 0) {
            return b;
        }
        int order = Long.compareUnsigned(segment.walOffsets[a], segment.walOffsets[b]);
        return order > 0 || (order == 0 && a > b) ? a : b;
    }

    private static final class PositionsCursor extends EventCursor {
        private final ActiveSegment segment;
        private final int[] positions;
        private final int[] order;
        private final int count;
        private int next;

        PositionsCursor(ActiveSegment segment, int[] positions, int[] order, int count) {
            this.segment = segment;
            this.positions = positions;
            this.order = order;
            this.count = count;
        }

        @Override
        boolean next() {
            if (next == count) {
                return false;
            }
            int at = positions[order[next++]];
            kind = segment.kinds[at];
            blockId = segment.blocks[at];
            walOffset = segment.walOffsets[at];
            timestampNanos = segment.timestamps[at];
            return true;
        }
    }
}
