package io.tidemark.event;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts durations in buckets whose width grows with the value: each power of two is cut into {@value #STEPS}, so that an
 * answer is at most 1/{@value #STEPS} too high. Recording is O(1) and allocates nothing; the size is fixed, 15 KiB.
 *
 * <p><b>Who may call.</b> One thread at a time records; any thread asks. <b>Progress.</b> Wait-free; a question costs one pass
 * over the buckets. <b>Happens-before.</b> None: these are figures. <b>Not guaranteed.</b> That two answers given while someone
 * records belong to one moment.
 */
public final class LatencyHistogram {
    /*
     * Value v with highest bit h: below STEPS the bucket is v itself; above, bucket (h - STEPS_LOG2 + 1) * STEPS + the STEPS_LOG2
     * bits below h.
     *
     * Field       writer    write mode   read mode              pairs with
     * ----------- --------- ------------ ---------------------- -----------------
     * cells[i]    recorder  opaque       opaque; plain by it    none: figures
     */
    private static final int STEPS_LOG2 = 5;
    private static final int STEPS = 1 << STEPS_LOG2;
    private static final int BUCKETS = (Long.SIZE - STEPS_LOG2) * STEPS;
    private static final int SUM = BUCKETS;
    private static final int MAX = BUCKETS + 1;

    private final AtomicLongArray cells = new AtomicLongArray(BUCKETS + 2);

    LatencyHistogram() {}

    /** Counts one duration in nanoseconds; a negative one, from a clock that stepped back, as zero. */
    void record(long nanos) {
        long value = Math.max(0, nanos);
        add(bucket(value), 1);
        add(SUM, value);
        if (value > cells.getPlain(MAX)) {
            cells.setOpaque(MAX, value);
        }
    }

    private void add(int cell, long more) {
        cells.setOpaque(cell, cells.getPlain(cell) + more);
    }

    /** How many durations were recorded. */
    public long count() {
        long count = 0;
        for (int i = 0; i < BUCKETS; i++) {
            count += cells.getOpaque(i);
        }
        return count;
    }

    /** The mean in nanoseconds; 0 if there is none. */
    public double meanNanos() {
        long count = count();
        return count == 0 ? 0 : (double) cells.getOpaque(SUM) / count;
    }

    /** The longest one in nanoseconds, exact; 0 if there is none. */
    public long maxNanos() {
        return cells.getOpaque(MAX);
    }

    /**
     * The duration that {@code percent} of all do not exceed, in nanoseconds, rounded up to the end of its bucket but not beyond
     * the longest; 0 if there is none.
     *
     * @param percent over 0, up to 100
     */
    public long percentileNanos(double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("percentile must be over 0, up to 100: percent=" + percent);
        }
        long rank = Math.max(1, (long) Math.ceil(count() * (percent / 100)));
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += cells.getOpaque(i);
            if (seen >= rank) {
                return Math.min(highest(i), maxNanos());
            }
        }
        return maxNanos();
    }

    static int bucket(long value) {
        if (value < STEPS) {
            return (int) value;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - STEPS_LOG2;
        return (shift << STEPS_LOG2) + (int) (value >>> shift);
    }

    /** The largest value of a bucket. */
    static long highest(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        int shift = (bucket >>> STEPS_LOG2) - 1;
        long step = (long) STEPS + (bucket & (STEPS - 1));
        return ((step + 1) << shift) - 1;
    }
}
