package io.tidemark.bitmap;

import java.util.Arrays;

/**
 * Sorts columns of events by unsigned block id and keeps the order of events of one block: a radix sort from the lowest
 * byte up that carries the kind along and skips bytes in which all ids agree. The input is only read; the result stays
 * valid until the next sort, or until the input changes when it was sorted already. Not thread-safe.
 */
final class EventSort {
    private static final int DIGIT_BITS = 8;
    private static final int DIGITS = Long.SIZE / DIGIT_BITS;
    private static final int RADIX = 1 << DIGIT_BITS;

    private final int[] positions = new int[RADIX];
    private long[] blocks = {};
    private byte[] kinds = {};
    private long[] scratchBlocks = {};
    private byte[] scratchKinds = {};
    private long[] spareBlocks = {};
    private byte[] spareKinds = {};

    /** Ids in ascending order, after {@link #sort}. */
    long[] blocks() {
        return blocks;
    }

    /** Kinds that belong to {@link #blocks()}. */
    byte[] kinds() {
        return kinds;
    }

    void sort(long[] sourceBlocks, byte[] sourceKinds, int count) {
        blocks = sourceBlocks;
        kinds = sourceKinds;
        if (isSorted(sourceBlocks, count)) {
            return;
        }
        ensureScratch(count);
        long varying = varyingBits(sourceBlocks, count);
        for (int digit = 0; digit < DIGITS; digit++) {
            int shift = digit * DIGIT_BITS;
            if ((varying >>> shift & (RADIX - 1)) != 0) {
                sortByDigit(shift, count);
            }
        }
    }

    private void sortByDigit(int shift, int count) {
        countDigits(shift, count);
        long[] fromBlocks = blocks;
        byte[] fromKinds = kinds;
        long[] toBlocks = scratchBlocks;
        byte[] toKinds = scratchKinds;
        for (int i = 0; i < count; i++) {
            long block = fromBlocks[i];
            int target = positions[(int) (block >>> shift) & (RADIX - 1)]++;
            toBlocks[target] = block;
            toKinds[target] = fromKinds[i];
        }
        swap();
    }

    private void countDigits(int shift, int count) {
        Arrays.fill(positions, 0);
        for (int i = 0; i < count; i++) {
            positions[(int) (blocks[i] >>> shift) & (RADIX - 1)]++;
        }
        int sum = 0;
        for (int i = 0; i < RADIX; i++) {
            int digitCount = positions[i];
            positions[i] = sum;
            sum += digitCount;
        }
    }

    private void swap() {
        blocks = scratchBlocks;
        kinds = scratchKinds;
        scratchBlocks = spareBlocks;
        scratchKinds = spareKinds;
        spareBlocks = blocks;
        spareKinds = kinds;
    }

    private void ensureScratch(int count) {
        if (scratchBlocks.length < count) {
            scratchBlocks = new long[count];
            scratchKinds = new byte[count];
            spareBlocks = new long[count];
            spareKinds = new byte[count];
        }
    }

    private static boolean isSorted(long[] ids, int count) {
        for (int i = 1; i < count; i++) {
            if (Long.compareUnsigned(ids[i - 1], ids[i]) > 0) {
                return false;
            }
        }
        return true;
    }

    private static long varyingBits(long[] ids, int count) {
        long varying = 0;
        for (int i = 1; i < count; i++) {
            varying |= ids[i] ^ ids[0];
        }
        return varying;
    }
}
