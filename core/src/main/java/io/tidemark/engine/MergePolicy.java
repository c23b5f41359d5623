package io.tidemark.engine;

import io.tidemark.segment.SealedSegment;
import io.tidemark.segment.SegmentStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * Which neighbours to merge: a row of at least {@code fanout} whose level is at most L, and who make one of a higher level;
 * of the lowest such L the first row. A segment of n events is of level log(n) to the base of {@code fanout}, rounded down. A row does not
 * go on across a cursor or the end of an open window; else it is as long as it can be, so that what was left behind, because
 * marks came faster than merges, is caught up with in few levels.
 *
 * <p>So n events between two cursors leave O(fanout * log n) segments beside those that are as large as one may be, and each event is
 * written O(log n) times.
 */
final class MergePolicy {
    /** So many times the fanout are merged at once, at most. */
    private static final int FANOUTS_MAX = 4;

    /*
     * No merged segment is to be larger: then a merge takes a second or two at the most, and maps some tens of megabytes. Of a billion
     * blocks' events there are some tens of segments of this size; merging those would gain little.
     */
    private static final long BYTES_MAX = 1L << 28;

    /** A merge takes a quarter of the memory at the most, half of that for what it takes whatever the size of its inputs. */
    private static final int MEMORY_SHARE = 4;

    private final int fanoutWished;
    private final LongSupplier memoryLimit;

    /**
     * A policy.
     *
     * @param fanout how many segments of a level make one of the next, at least 2; fewer where memory is scarce
     * @param memoryLimit what the engine may own, bytes
     */
    MergePolicy(int fanout, LongSupplier memoryLimit) {
        this.fanoutWished = fanout;
        this.memoryLimit = memoryLimit;
    }

    /** The segments to merge next, or none. */
    List<SealedSegment> choose(EngineState state) {
        return new Choice(state).make();
    }

    /** One choice, with the memory of its moment. */
    private final class Choice {
        private final EngineState state;
        private final long memory = memoryLimit.getAsLong() / MEMORY_SHARE;
        private final int fanout =
                (int) Math.max(2, Math.min(fanoutWished, memory / 2 / SegmentStore.MERGE_INPUT_BYTES));

        Choice(EngineState state) {
            this.state = state;
        }

        List<SealedSegment> make() {
            int highest = state.sealed().stream().mapToInt(this::level).max().orElse(0);
            for (int level = 0; level <= highest; level++) {
                List<SealedSegment> found = rowOf(level);
                if (!found.isEmpty()) {
                    return found;
                }
            }
            return List.of();
        }

        private List<SealedSegment> rowOf(int level) {
            List<SealedSegment> row = new ArrayList<>();
            for (SealedSegment segment : state.sealed()) {
                boolean isLow = level(segment) <= level;
                boolean isFull = isLow && !row.isEmpty() && !hasRoom(row, segment);
                if (isFull || !isLow || isBorder(row, segment)) {
                    if (row.size() >= fanout && (isFull || isAbove(row, level))) {
                        return row;
                    }
                    row.clear();
                }
                if (isLow) {
                    row.add(segment);
                }
            }
            return row.size() >= fanout && isAbove(row, level) ? row : List.of();
        }

        private boolean isBorder(List<SealedSegment> row, SealedSegment next) {
            return !row.isEmpty() && state.hasBorder(row.get(row.size() - 1).lastSequence(), next.firstSequence());
        }

        private boolean hasRoom(List<SealedSegment> row, SealedSegment next) {
            return row.size() < FANOUTS_MAX * fanout
                    && sum(row, SealedSegment::length) + next.length() <= BYTES_MAX
                    && sum(row, SegmentStore::mergeBytes) + SegmentStore.mergeBytes(next) <= memory;
        }

        private boolean isAbove(List<SealedSegment> row, int level) {
            return level(sum(row, MergePolicy::weight)) > level;
        }

        private int level(SealedSegment segment) {
            return level(weight(segment));
        }

        private int level(long events) {
            int level = 0;
            for (long left = events / fanout; left > 0; left /= fanout) {
                level++;
            }
            return level;
        }
    }

    /* One that stands for a loss has no events, and is not for nothing either. */
    private static long weight(SealedSegment segment) {
        return Math.max(1, segment.events());
    }

    private static long sum(List<SealedSegment> row, ToLongFunction<SealedSegment> size) {
        return row.stream().mapToLong(size).sum();
    }
}
