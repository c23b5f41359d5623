package io.tidemark.engine;

import io.tidemark.segment.ActivePrefix;
import io.tidemark.segment.EventRun;
import io.tidemark.segment.SealedSegment;
import java.util.ArrayList;
import java.util.List;

/**
 * The engine at one moment, its newest events included: what a question is asked of.
 *
 * @param state of that moment
 * @param active what the state's active segment held then
 */
record EngineView(EngineState state, ActivePrefix active) {
    /** All runs, in arrival order. */
    List<EventRun> runs() {
        return runsAfter(0);
    }

    /** The runs behind a cursor; one that merging has laid over the cursor is among them whole. */
    List<EventRun> runsAfter(long sequence) {
        List<EventRun> runs = new ArrayList<>();
        for (SealedSegment segment : state.sealed()) {
            if (segment.lastSequence() > sequence) {
                runs.add(segment);
            }
        }
        for (FrozenSegment frozen : state.frozen()) {
            if (frozen.sequence() > sequence) {
                runs.add(frozen.events().prefix());
            }
        }
        runs.add(active);
        return runs;
    }

    /** The runs of a consumer's pending window. */
    List<EventRun> pendingRuns(String consumer) {
        return runsAfter(state.consumer(consumer).cursor().segmentSequence());
    }
}
