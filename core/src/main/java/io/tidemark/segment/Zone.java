package io.tidemark.segment;

import java.util.List;

/** The smallest and largest WAL offset (unsigned) and timestamp (signed) of some events. Not thread-safe. */
public final class Zone {
    private long minWal = -1;
    private long maxWal = 0;
    private long minTime = Long.MAX_VALUE;
    private long maxTime = Long.MIN_VALUE;

    /** The zone of no events. */
    public Zone() {}

    /** The zone with these four bounds. */
    public static Zone of(long minWal, long maxWal, long minTime, long maxTime) {
        Zone zone = new Zone();
        zone.add(minWal, minTime);
        zone.add(maxWal, maxTime);
        return zone;
    }

    /** The zone with these four bounds, in the order of the accessors below; empty for none. */
    public static Zone ofBounds(List<Long> bounds) {
        return bounds.isEmpty() ? new Zone() : of(bounds.get(0), bounds.get(1), bounds.get(2), bounds.get(3));
    }

    /** The four bounds, in the order of the accessors below; none if it is empty. */
    public List<Long> bounds() {
        return isEmpty() ? List.of() : List.of(minWal, maxWal, minTime, maxTime);
    }

    /** A copy that no longer changes with this one. */
    public Zone copy() {
        return new Zone().add(this);
    }

    /** Widens this one by another. */
    public Zone add(Zone other) {
        if (!other.isEmpty()) {
            add(other.minWal, other.minTime);
            add(other.maxWal, other.maxTime);
        }
        return this;
    }

    void add(long walOffset, long timestampNanos) {
        if (Long.compareUnsigned(walOffset, minWal) < 0) {
            minWal = walOffset;
        }
        if (Long.compareUnsigned(walOffset, maxWal) > 0) {
            maxWal = walOffset;
        }
        if (timestampNanos < minTime) {
            minTime = timestampNanos;
        }
        if (timestampNanos > maxTime) {
            maxTime = timestampNanos;
        }
    }

    /** Whether no event was added. A lone event at offset 2^64-1 and the latest time is no exception: time decides. */
    public boolean isEmpty() {
        return minTime > maxTime;
    }

    public long minWal() {
        return minWal;
    }

    public long maxWal() {
        return maxWal;
    }

    public long minTime() {
        return minTime;
    }

    public long maxTime() {
        return maxTime;
    }
}
