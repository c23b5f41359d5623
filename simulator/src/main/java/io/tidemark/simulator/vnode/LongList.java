package io.tidemark.simulator.vnode;

import java.util.Arrays;

/** A growable list of numbers. */
final class LongList {
    private long[] values = new long[8];
    private int count;

    void add(long value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = value;
    }

    int count() {
        return count;
    }

    long get(int index) {
        if (index >= count) {
            throw new IndexOutOfBoundsException("index must be below count: index=" + index + ", count=" + count);
        }
        return values[index];
    }

    void addAll(LongList other) {
        for (int i = 0; i < other.count; i++) {
            add(other.values[i]);
        }
    }
}
