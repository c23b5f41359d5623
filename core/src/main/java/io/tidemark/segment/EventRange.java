package io.tidemark.segment;

/**
 * A question about a range: WAL offsets (unsigned) or timestamps (signed), both ends inclusive.
 *
 * @param axis which of the two
 * @param from the first value
 * @param to the last value
 */
public record EventRange(Axis axis, long from, long to) {
    /** What a range is a range of. */
    public enum Axis {
        WAL_OFFSET,
        TIMESTAMP
    }

    /** Whether no value is in it. */
    public boolean isEmpty() {
        return axis == Axis.WAL_OFFSET ? Long.compareUnsigned(from, to) > 0 : from > to;
    }

    boolean contains(long walOffset, long timestampNanos) {
        return axis == Axis.WAL_OFFSET
                ? Long.compareUnsigned(from, walOffset) <= 0 && Long.compareUnsigned(walOffset, to) <= 0
                : from <= timestampNanos && timestampNanos <= to;
    }

    boolean touches(long minWal, long maxWal, long minTime, long maxTime) {
        return axis == Axis.WAL_OFFSET
                ? Long.compareUnsigned(from, maxWal) <= 0 && Long.compareUnsigned(minWal, to) <= 0
                : from <= maxTime && minTime <= to;
    }

    boolean covers(long minWal, long maxWal, long minTime, long maxTime) {
        return contains(minWal, minTime) && contains(maxWal, maxTime);
    }

    /** Whether a value of the zone may be in it. */
    public boolean touches(Zone zone) {
        return !zone.isEmpty() && touches(zone.minWal(), zone.maxWal(), zone.minTime(), zone.maxTime());
    }

    boolean covers(Zone zone) {
        return covers(zone.minWal(), zone.maxWal(), zone.minTime(), zone.maxTime());
    }
}
