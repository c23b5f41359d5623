package io.tidemark.engine;

import io.tidemark.segment.ActiveSegment;
import io.tidemark.segment.Zone;

/**
 * A segment that takes no more events and waits to be sealed.
 *
 * @param events what it took
 * @param sequence the sequence of its seal
 * @param before the offsets and times of every event before it
 * @param replayFrom the first WAL offset whose events may be neither in it nor before it, unsigned
 */
record FrozenSegment(ActiveSegment events, long sequence, Zone before, long replayFrom) {
    FrozenSegment withReplayFrom(long later) {
        return new FrozenSegment(events, sequence, before, later);
    }
}
