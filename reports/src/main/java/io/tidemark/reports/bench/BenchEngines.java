package io.tidemark.reports.bench;

import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.EngineConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;

/** Engines and block ids as the benchmarks want them. */
final class BenchEngines {
    /** The one consumer, from the engine's origin on. */
    static final String CONSUMER = "bench";

    private static final long SEED = 42;
    private static final int SPREAD = 50;

    private BenchEngines() {}

    /** An engine in a temporary folder with 256 MiB. */
    static BitmapEngine open() {
        try {
            BitmapEngine engine = BitmapEngine.open(EngineConfig.builder()
                    .memoryLimitBytes(256L << 20)
                    .exactRetentionNanos(Long.MAX_VALUE)
                    .build());
            engine.addConsumerFromStart(CONSUMER);
            return engine;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ascending ids without a gap, or ids drawn from a space {@value #SPREAD} times as large. */
    static void fillBlocks(long[] blocks, String ids) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = ids.equals("sequential") ? i : random.nextLong((long) blocks.length * SPREAD);
        }
    }
}
