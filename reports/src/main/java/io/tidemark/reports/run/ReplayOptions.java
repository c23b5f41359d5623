package io.tidemark.reports.run;

import io.tidemark.engine.EngineConfig;

/**
 * How to replay.
 *
 * @param config of the engines
 * @param windowEvents how many events a window has, at least 1; the last one may have fewer
 * @param checking whether to hold every answer against a list of the events, which takes 33 bytes an event
 * @param pace how fast to deliver
 * @param seed from which the ranges to check are drawn
 */
public record ReplayOptions(EngineConfig config, long windowEvents, Checking checking, Pace pace, long seed) {
    /** Whether to hold answers against a list. */
    public enum Checking {
        NONE,
        /** Every window, and {@value RangeCheck#RANGES} ranges each by WAL offset and by time. */
        WINDOWS_AND_RANGES
    }

    /** How fast to deliver. */
    public enum Pace {
        /** As fast as it goes. */
        MAX,
        /** As far apart as the timestamps are. */
        RECORDED
    }

    public ReplayOptions {
        if (windowEvents < 1) {
            throw new IllegalArgumentException("a window must have an event: windowEvents=" + windowEvents);
        }
    }
}
