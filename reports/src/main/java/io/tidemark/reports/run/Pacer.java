package io.tidemark.reports.run;

import java.util.concurrent.locks.LockSupport;

/** Lets events through no earlier than their timestamps say, counted from the first. Not thread-safe. */
final class Pacer {
    private final boolean isFree;
    private boolean begun;
    private long firstTimestampNanos;
    private long firstNanos;

    Pacer(ReplayOptions.Pace pace) {
        this.isFree = pace == ReplayOptions.Pace.MAX;
    }

    /** Returns when an event of this time is due. */
    void await(long timestampNanos) {
        if (isFree) {
            return;
        }
        if (!begun) {
            begun = true;
            firstTimestampNanos = timestampNanos;
            firstNanos = System.nanoTime();
        }
        long due = firstNanos + (timestampNanos - firstTimestampNanos);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
