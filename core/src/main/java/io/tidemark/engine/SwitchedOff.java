package io.tidemark.engine;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The marks that come while tracking is switched off. They are dropped, and told as one loss of the time of the active
 * segment: open to the end of the log until that is sealed, then from the lowest to the highest offset missed. For one thread at a
 * time: the log uses it under its lock. A mark costs O(1), but one with a lower offset than all before changes the state.
 */
final class SwitchedOff {
    private static final Logger LOG = LoggerFactory.getLogger(SwitchedOff.class);
    private static final long WAL_END = -1;

    private EngineState.@Nullable LossMark told;
    private long highest;
    private boolean isLogged;

    /** The state in which the loss of this mark is told. */
    EngineState miss(EngineState state, long walOffset) {
        if (!isLogged) {
            isLogged = true;
            LOG.warn("tracking is switched off (enable = false): changes are dropped, full backups will be required");
        }
        EngineState.LossMark before = told;
        if (before == null || Long.compareUnsigned(walOffset, highest) > 0) {
            highest = walOffset;
        }
        boolean isCovered =
                before != null && Long.compareUnsigned(walOffset, before.loss().walFrom()) >= 0;
        if (isCovered) {
            return state;
        }
        EngineState.LossMark mark = mark(state.nextSequence(), walOffset, WAL_END);
        told = mark;
        return state.withLossReplaced(before, mark);
    }

    /** The state in which what was missed has its true end; to be asked for right before a seal. */
    EngineState close(EngineState state) {
        EngineState.LossMark before = told;
        if (before == null) {
            return state;
        }
        told = null;
        return state.withLossReplaced(
                before, mark(before.sequence(), before.loss().walFrom(), highest));
    }

    private static EngineState.LossMark mark(long sequence, long walFrom, long walTo) {
        return new EngineState.LossMark(
                sequence,
                new FullRequired(
                        LossReason.TRACKING_DISABLED, walFrom, walTo, "tracking was switched off: enable=false"));
    }
}
