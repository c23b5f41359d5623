package io.tidemark.engine;

import java.nio.file.Path;

/** STUB until the configuration part lands. */
public record EngineConfig(
        boolean enablePersistence,
        Path persistPath,
        long memoryLimitBytes,
        int lruCleanupThreshold,
        int segmentEvents,
        int mergeFanout,
        long exactRetentionNanos) {
    /** The smallest memory limit. */
    public static final long MEMORY_LIMIT_BYTES_MIN = 8L << 20;
}
