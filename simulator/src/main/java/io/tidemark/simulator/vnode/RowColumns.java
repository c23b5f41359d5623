package io.tidemark.simulator.vnode;

import java.util.Arrays;

/** Rows of one table as growable parallel columns: 28 bytes a row. */
final class RowColumns {
    private long[] timestamps;
    private long[] versions;
    private long[] seeds;
    private int[] lengths;
    private int count;
    private boolean sorted = true;

    RowColumns(int capacity) {
        timestamps = new long[capacity];
        versions = new long[capacity];
        seeds = new long[capacity];
        lengths = new int[capacity];
    }

    void add(long timestamp, long version, long seed, int length) {
        if (count == timestamps.length) {
            grow();
        }
        sorted &= count == 0 || timestamps[count - 1] <= timestamp;
        timestamps[count] = timestamp;
        versions[count] = version;
        seeds[count] = seed;
        lengths[count] = length;
        count++;
    }

    void addFrom(RowColumns source, int index) {
        add(source.timestamps[index], source.versions[index], source.seeds[index], source.lengths[index]);
    }

    private void grow() {
        int capacity = Math.max(16, count * 2);
        timestamps = Arrays.copyOf(timestamps, capacity);
        versions = Arrays.copyOf(versions, capacity);
        seeds = Arrays.copyOf(seeds, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
    }

    int count() {
        return count;
    }

    long timestamp(int index) {
        return timestamps[index];
    }

    long version(int index) {
        return versions[index];
    }

    long seed(int index) {
        return seeds[index];
    }

    int length(int index) {
        return lengths[index];
    }

    void clear() {
        count = 0;
        sorted = true;
    }

    /** The first index whose timestamp is at or after {@code timestamp}; the rows have to be sorted. */
    int lowerBound(long timestamp) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timestamps[middle] < timestamp) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Sorts by timestamp; rows of one timestamp stay in the order of their arrival, which is that of versions. */
    void sort() {
        if (sorted) {
            return;
        }
        int[] order = stableOrder();
        timestamps = gather(timestamps, order);
        versions = gather(versions, order);
        seeds = gather(seeds, order);
        lengths = Arrays.stream(order).map(index -> lengths[index]).toArray();
        sorted = true;
    }

    private long[] gather(long[] column, int[] order) {
        return Arrays.stream(order).mapToLong(index -> column[index]).toArray();
    }

    /* Bottom-up merge sort of indexes. */
    private int[] stableOrder() {
        int[] from = new int[count];
        Arrays.setAll(from, i -> i);
        int[] to = new int[count];
        for (int width = 1; width < count; width *= 2) {
            for (int left = 0; left < count; left += 2 * width) {
                int middle = Math.min(left + width, count);
                mergeRuns(from, to, left, middle, Math.min(left + 2 * width, count));
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private void mergeRuns(int[] from, int[] to, int left, int middle, int right) {
        int a = left;
        int b = middle;
        for (int out = left; out < right; out++) {
            boolean takeLeft = a < middle && (b >= right || timestamps[from[a]] <= timestamps[from[b]]);
            to[out] = takeLeft ? from[a++] : from[b++];
        }
    }
}
