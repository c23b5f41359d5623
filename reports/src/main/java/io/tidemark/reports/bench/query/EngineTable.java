package io.tidemark.reports.bench.query;

import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.EngineConfig;
import io.tidemark.engine.EngineStats;
import io.tidemark.spi.CallerDispatcher;
import io.tidemark.spi.Clock;
import io.tidemark.spi.Dispatcher;
import io.tidemark.spi.Storage;
import java.io.IOException;

/**
 * Tidemark's engine, with all background work done before it is asked. In memory it may take half of the heap; spilled, every segment is
 * in its file, and the limit is the lowest there is.
 */
final class EngineTable implements ChangeTable {
    private static final String CONSUMER = "bench";
    private static final long MEBIBYTE = 1L << 20;
    private static final int MARKS_BETWEEN_STEPS = 1 << 18;

    private final BitmapEngine engine;

    EngineTable(MarkedBlocks blocks, boolean isSpilled) throws IOException {
        CallerDispatcher background = Dispatcher.caller();
        EngineConfig config = EngineConfig.builder()
                .memoryLimitBytes((Runtime.getRuntime().maxMemory() / 2) & -MEBIBYTE)
                .exactRetentionNanos(Long.MAX_VALUE)
                .build();
        engine = BitmapEngine.open(config, Storage.temporaryFolder(), Clock.system(), background);
        engine.addConsumerFromStart(CONSUMER);
        mark(blocks, background);
        if (isSpilled) {
            engine.setMemoryLimit(EngineConfig.MEMORY_LIMIT_BYTES_MIN);
            engine.cleanUpMemory(0);
        }
    }

    private void mark(MarkedBlocks blocks, CallerDispatcher background) throws IOException {
        for (int i = 0; i < blocks.count(); i++) {
            if (i == blocks.firstSince()) {
                engine.commit(engine.begin(CONSUMER));
            }
            engine.markDirty(blocks.block(i), i, blocks.time(i));
            if (i % MARKS_BETWEEN_STEPS == 0) {
                background.step();
            }
        }
        engine.checkpoint();
        int work;
        do {
            work = background.step();
        } while (work > 0);
    }

    EngineStats stats() {
        return engine.stats();
    }

    @Override
    public Found since() throws IOException {
        return Found.of(engine.changes(CONSUMER).dirty());
    }

    @Override
    public Found byWal(long from, long to) throws IOException {
        return Found.of(engine.changesByWal(from, to).changes().dirty());
    }

    @Override
    public Found byTime(long from, long to) throws IOException {
        return Found.of(engine.changesByTime(from, to).changes().dirty());
    }

    @Override
    public void close() throws IOException {
        engine.close();
    }
}
