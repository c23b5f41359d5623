package io.tidemark.bitmap;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What the header of a bitmap says of its containers. Grows as needed, at 11 bytes a container. Not thread-safe. */
final class ContainerTable {
    private static final int BYTES_PER_CONTAINER = Character.BYTES + 2 * Integer.BYTES + 1;

    private int count;
    private boolean hasRuns;
    private char[] keys = new char[8];
    private int[] cardinalities = new int[8];
    private int[] starts = new int[8];
    private boolean[] isRun = new boolean[8];

    /**
     * Adds a container, whose key is above all before it.
     *
     * @param start bytes of the containers before it
     */
    void add(char key, int cardinality, int start, boolean run) {
        if (count == keys.length) {
            grow();
        }
        keys[count] = key;
        cardinalities[count] = cardinality;
        starts[count] = start;
        isRun[count] = run;
        hasRuns |= run;
        count++;
    }

    boolean isEmpty() {
        return count == 0;
    }

    void clear() {
        count = 0;
        hasRuns = false;
    }

    int headerBytes() {
        return RoaringLayout.headerBytes(count, hasRuns);
    }

    /** Writes all that stands before the first container; the target is little-endian. */
    void writeHeader(ByteBuffer target) {
        writeCookie(target);
        for (int i = 0; i < count; i++) {
            target.putChar(keys[i]).putChar((char) (cardinalities[i] - 1));
        }
        if (RoaringLayout.hasOffsets(count, hasRuns)) {
            for (int i = 0; i < count; i++) {
                target.putInt(headerBytes() + starts[i]);
            }
        }
    }

    private void writeCookie(ByteBuffer target) {
        if (!hasRuns) {
            target.putInt(RoaringLayout.COOKIE_WITHOUT_RUNS).putInt(count);
            return;
        }
        target.putInt(RoaringLayout.COOKIE_WITH_RUNS | (count - 1) << 16);
        byte[] flags = new byte[RoaringLayout.runFlagBytes(count)];
        for (int i = 0; i < count; i++) {
            if (isRun[i]) {
                flags[i >>> 3] |= (byte) (1 << (i & 7));
            }
        }
        target.put(flags);
    }

    /** Heap bytes of the arrays. */
    long memoryBytes() {
        return (long) keys.length * BYTES_PER_CONTAINER;
    }

    private void grow() {
        int capacity = count * 2;
        keys = Arrays.copyOf(keys, capacity);
        cardinalities = Arrays.copyOf(cardinalities, capacity);
        starts = Arrays.copyOf(starts, capacity);
        isRun = Arrays.copyOf(isRun, capacity);
    }
}
