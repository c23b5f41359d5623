package io.tidemark.reports.result;

import org.jspecify.annotations.Nullable;

/**
 * What the engine did and took.
 *
 * @param eventsPerSecond events over the wall-clock time of bringing them in: reading or making them, windows and backups
 *     included, checks left out
 * @param memoryPeakBytes the most bytes that the engine owned at a time
 * @param memoryLimitBytes what it may own
 * @param segments segments at the end
 * @param spills how often a segment was evicted from memory
 * @param fullRequired how many losses it told its consumers
 */
public record EngineFigures(
        @Nullable Double eventsPerSecond,
        @Nullable Long memoryPeakBytes,
        @Nullable Long memoryLimitBytes,
        @Nullable Long segments,
        @Nullable Long spills,
        @Nullable Long fullRequired) {}
