package io.tidemark.simulator.vnode;

import java.util.Arrays;

/**
 * The write buffer: three segments of a third each. One is in use; a commit takes it over together with the memtable in
 * it, and a free one comes in use. A segment is free again when its commit is done and no query pins it. With none free
 * the writer has to wait.
 */
final class BufferPool {
    /** What a segment is doing. */
    enum SegmentState {
        FREE,
        IN_USE,
        ON_COMMIT,
        /** Its commit is done, a query still reads it. */
        PINNED
    }

    private static final int SEGMENTS = 3;

    private final long segmentBytes;
    private final SegmentState[] states = {SegmentState.IN_USE, SegmentState.FREE, SegmentState.FREE};
    private final int[] pins = new int[SEGMENTS];
    private int inUse;
    private long usedBytes;

    BufferPool(long bufferBytes) {
        segmentBytes = bufferBytes / SEGMENTS;
    }

    void allocate(long bytes) {
        usedBytes += bytes;
    }

    /** Whether the segment in use has allocated more than its size, which asks for a commit. */
    boolean isFull() {
        return usedBytes > segmentBytes;
    }

    boolean hasFree() {
        return find(SegmentState.FREE) >= 0;
    }

    /** Hands the segment in use to a commit and takes a free one. */
    void beginCommit() {
        int free = find(SegmentState.FREE);
        if (free < 0 || find(SegmentState.ON_COMMIT) >= 0) {
            throw new IllegalStateException(
                    "a commit needs a free segment and no other commit: states=" + Arrays.toString(states));
        }
        states[inUse] = SegmentState.ON_COMMIT;
        states[free] = SegmentState.IN_USE;
        inUse = free;
        usedBytes = 0;
    }

    /** The commit is done. */
    void endCommit() {
        int committed = find(SegmentState.ON_COMMIT);
        states[committed] = pins[committed] > 0 ? SegmentState.PINNED : SegmentState.FREE;
    }

    /** A query begins to read the segment in use; answers the segment to {@linkplain #unpin unpin}. */
    int pin() {
        pins[inUse]++;
        return inUse;
    }

    void unpin(int segment) {
        pins[segment]--;
        if (pins[segment] == 0 && states[segment] == SegmentState.PINNED) {
            states[segment] = SegmentState.FREE;
        }
    }

    private int find(SegmentState state) {
        for (int i = 0; i < SEGMENTS; i++) {
            if (states[i] == state) {
                return i;
            }
        }
        return -1;
    }
}
