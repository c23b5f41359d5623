package io.tidemark.verification.crash;

import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.EngineConfig;
import io.tidemark.spi.Storage;
import io.tidemark.spi.StorageEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * What is checked, and what stands around it. Broken variants replace a part, to show that the check finds it.
 *
 * @param storage what the engine uses instead of the disk
 * @param redelivery how the host delivers again when an engine has been opened
 */
record Setup(UnaryOperator<Storage> storage, Redelivery redelivery) {
    /** What is older than this and behind every cursor may be dropped. */
    static final long RETENTION_NANOS = TimeUnit.SECONDS.toNanos(12);

    /** The engine as it is. */
    static final Setup REAL = new Setup(UnaryOperator.identity(), BitmapEngine::replay);

    /** Segments so small that a scenario seals and merges many, and the smallest memory. */
    static final EngineConfig CONFIG = EngineConfig.builder()
            .enablePersistence(true)
            .persistPath(Path.of("unused"))
            .memoryLimitBytes(EngineConfig.MEMORY_LIMIT_BYTES_MIN)
            .enableMemoryMonitor(false)
            .segmentEvents(4)
            .mergeFanout(2)
            .exactRetentionNanos(RETENTION_NANOS)
            .checkpointEvents(25)
            .checkpointIntervalMs(15_000)
            .scrubIntervalMs(4_000)
            .build();

    /** How a host delivers again. */
    @FunctionalInterface
    interface Redelivery {
        /** Answers how many events that were. */
        long deliver(BitmapEngine engine, StorageEngine host) throws IOException;
    }
}
