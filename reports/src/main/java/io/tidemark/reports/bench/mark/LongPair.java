package io.tidemark.reports.bench.mark;

/**
 * Two numbers, ordered by the first and then the second: the WAL offset and time of a mark, or a time and the block that was marked then.
 *
 * @param first decides the order
 * @param second decides it among equal ones
 */
record LongPair(long first, long second) implements Comparable<LongPair> {
    @Override
    public int compareTo(LongPair other) {
        int byFirst = Long.compare(first, other.first);
        return byFirst != 0 ? byFirst : Long.compare(second, other.second);
    }

    /** The least pair with this first number. */
    static LongPair least(long first) {
        return new LongPair(first, Long.MIN_VALUE);
    }

    /** The greatest pair with this first number. */
    static LongPair greatest(long first) {
        return new LongPair(first, Long.MAX_VALUE);
    }
}
