package io.tidemark.verification.crash;

import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.EngineConfig;
import io.tidemark.spi.Storage;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * What is checked, and what stands around it. Broken variants replace a part, to show that the check finds it.
 *
 * @param storage what the engine uses instead of the disk
 * @param redelivery from where the host delivers again
 */
record Setup(UnaryOperator<Storage> storage, Redelivery redelivery) {
    /** What is older than this and behind every cursor may be dropped. */
    static final long RETENTION_NANOS = TimeUnit.SECONDS.toNanos(40);

    /** The engine as it is. */
    static final Setup REAL = new Setup(UnaryOperator.identity(), Redelivery.AS_ASKED);

    /** Segments so small that a scenario seals and merges many, and the smallest memory. */
    static final EngineConfig CONFIG = EngineConfig.builder()
            .enablePersistence(true)
            .persistPath(Path.of("unused"))
            .memoryLimitBytes(EngineConfig.MEMORY_LIMIT_BYTES_MIN)
            .enableMemoryMonitor(false)
            .segmentEvents(4)
            .mergeFanout(2)
            .exactRetentionNanos(RETENTION_NANOS)
            .build();

    /** Where a host begins to deliver again when an engine has been opened. */
    @FunctionalInterface
    interface Redelivery {
        /** Everything, unless the engine was closed in good order. */
        Redelivery AS_ASKED = (engine, wasClosed) -> wasClosed ? -1 : 0;

        /** The first WAL offset, unsigned. */
        long from(BitmapEngine engine, boolean wasClosed);
    }
}
