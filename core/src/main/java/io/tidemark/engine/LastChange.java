package io.tidemark.engine;

import io.tidemark.bitmap.BlockState;
import io.tidemark.segment.EventRun;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the last change of a block by WAL order. */
final class LastChange {
    private LastChange() {}

    /** Searches from the newest run to the oldest; a run whose highest offset is below what was found is not read. */
    static @Nullable BlockMetadata find(List<EventRun> runs, long blockId, BlockState state) throws IOException {
        EventRun.LastEvent best = null;
        boolean flushedLater = false;
        boolean bestFlushed = false;
        for (int i = runs.size() - 1; i >= 0; i--) {
            EventRun run = runs.get(i);
            if (best != null && Long.compareUnsigned(run.zone().maxWal(), best.walOffset()) <= 0) {
                continue;
            }
            EventRun.LastEvent last = run.last(blockId);
            if (last == null) {
                continue;
            }
            if (last.onlyFlush()) {
                flushedLater = true;
            } else if (best == null || Long.compareUnsigned(last.walOffset(), best.walOffset()) > 0) {
                bestFlushed = last.flushed() || flushedLater;
                best = last;
            }
        }
        return best == null ? null : new BlockMetadata(state, best.walOffset(), best.timestampNanos(), bestFlushed);
    }
}
