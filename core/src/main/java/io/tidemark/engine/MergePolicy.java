package io.tidemark.engine;

import io.tidemark.segment.SealedSegment;
import java.util.List;

/**
 * Which neighbours to merge: the first {@code fanout} in a row of at most one level, where a level holds {@code fanout}
 * times the events of the one below. Never across a cursor or the end of an open window. So n events between two cursors
 * leave O(fanout * log n) segments, and each event is written O(log n) times.
 */
final class MergePolicy {
    private final int fanout;
    private final long baseEvents;
    private final long bytesMax;

    /**
     * A policy.
     *
     * @param fanout how many segments of a level make one of the next, at least 2
     * @param baseEvents events of the lowest level
     * @param bytesMax no merged segment is to be larger
     */
    MergePolicy(int fanout, long baseEvents, long bytesMax) {
        this.fanout = fanout;
        this.baseEvents = baseEvents;
        this.bytesMax = bytesMax;
    }

    /** The segments to merge next, or none. */
    List<SealedSegment> choose(EngineState state) {
        List<SealedSegment> sealed = state.sealed();
        int highest = sealed.stream().mapToInt(this::level).max().orElse(0);
        for (int level = 0; level <= highest; level++) {
            List<SealedSegment> found = runOf(state, sealed, level);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private List<SealedSegment> runOf(EngineState state, List<SealedSegment> sealed, int level) {
        int begin = 0;
        long bytes = 0;
        for (int i = 0; i < sealed.size(); i++) {
            SealedSegment segment = sealed.get(i);
            boolean isBorder = i > begin && state.hasBorder(sealed.get(i - 1).lastSequence(), segment.firstSequence());
            if (level(segment) > level || isBorder || bytes + segment.length() > bytesMax) {
                begin = level(segment) > level ? i + 1 : i;
                bytes = 0;
            }
            bytes += segment.length();
            if (i - begin + 1 == fanout) {
                return sealed.subList(begin, i + 1);
            }
        }
        return List.of();
    }

    private int level(SealedSegment segment) {
        int level = 0;
        for (long events = segment.events() / fanout; events >= baseEvents; events /= fanout) {
            level++;
        }
        return level;
    }
}
