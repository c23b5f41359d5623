package io.tidemark.segment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of several runs in one WAL order; events of equal offsets in the order of their runs. O(runs) for each event,
 * which is little: runs that merge are few.
 */
final class MergedCursor extends EventCursor {
    private final List<EventCursor> heads = new ArrayList<>();
    private int current = -1;

    /**
     * Merges.
     *
     * @param runs in order of arrival
     * @param range which of their events
     */
    MergedCursor(List<? extends EventRun> runs, EventRange range) throws IOException {
        for (EventRun run : runs) {
            EventCursor cursor = run.events(range);
            if (cursor.next()) {
                heads.add(cursor);
            }
        }
    }

    @Override
    boolean next() throws IOException {
        if (current >= 0 && !heads.get(current).next()) {
            heads.remove(current);
        }
        if (heads.isEmpty()) {
            current = -1;
            return false;
        }
        current = smallest();
        take(heads.get(current));
        return true;
    }

    private int smallest() {
        int smallest = 0;
        for (int i = 1; i < heads.size(); i++) {
            if (Long.compareUnsigned(heads.get(i).walOffset, heads.get(smallest).walOffset) < 0) {
                smallest = i;
            }
        }
        return smallest;
    }

    private void take(EventCursor head) {
        kind = head.kind;
        blockId = head.blockId;
        walOffset = head.walOffset;
        timestampNanos = head.timestampNanos;
    }
}
