package io.tidemark.reports.bench.query;

/**
 * Blocks that were each marked once, in an order that has nothing to do with their numbers: the i-th mark has WAL offset i and a time
 * that grows with it. What changed since a cursor are the {@link #hits} last ones; a range asks for as many in the middle, where it
 * begins and ends inside of whatever the marks became.
 *
 * @param count how many, a power of ten
 * @param hits how many of them are found
 */
record MarkedBlocks(int count, int hits) {
    private static final long NANOS_BETWEEN_MARKS = 1_000;
    private static final int SPREAD_LOG2 = 6;
    private static final long ODD = 0x9E3779B97F4A7C15L;
    private static final long ROW_STRIDE = 7_368_787;

    static MarkedBlocks of(int count, double hitPercent) {
        return new MarkedBlocks(count, (int) Math.max(1, Math.round(count * hitPercent / 100)));
    }

    /** The block of a mark: a different one for each, out of some 64 times as many. */
    long block(int mark) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(count) + SPREAD_LOG2;
        long mask = (1L << bits) - 1;
        long mixed = mark;
        for (int round = 0; round < 3; round++) { // each step can be undone, so no two marks meet
            mixed = (mixed * ODD) & mask;
            mixed ^= mixed >>> (bits / 2);
        }
        return mixed;
    }

    long time(int mark) {
        return mark * NANOS_BETWEEN_MARKS;
    }

    /** The mark of a row of a table of these blocks, whose order has nothing to do with that of the marks. */
    int markOfRow(int row) {
        return (int) (row * ROW_STRIDE % count);
    }

    /** The first mark behind the cursor. */
    int firstSince() {
        return count - hits;
    }

    /** The first mark of the range. */
    int firstInRange() {
        return (count - hits) / 2;
    }

    /** The last mark of the range. */
    int lastInRange() {
        return firstInRange() + hits - 1;
    }
}
