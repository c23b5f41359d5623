package io.tidemark.reports.bench.segment;

import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.EngineConfig;
import io.tidemark.reports.bench.BlockIds;
import io.tidemark.reports.bench.TemporaryFolder;
import io.tidemark.spi.CallerDispatcher;
import io.tidemark.spi.Clock;
import io.tidemark.spi.Dispatcher;
import io.tidemark.spi.Storage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What Tidemark's engine does with events once it has them. All in the caller's thread. */
final class EngineWork implements StateWork {
    private static final long MEMORY_BYTES = 1L << 30;
    private static final int SEGMENTS_TO_MERGE = 8;

    private final Operation operation;
    private final long[] blocks;
    private @Nullable TemporaryFolder folder;
    private CallerDispatcher background = Dispatcher.caller();
    private BitmapEngine engine;

    /** Work on so many events of random blocks. */
    EngineWork(Operation operation, int events) throws IOException {
        this.operation = operation;
        this.blocks = BlockIds.RANDOM.draw(events);
        this.engine = open(Storage.memory());
    }

    private BitmapEngine open(Storage storage) throws IOException {
        background = Dispatcher.caller();
        EngineConfig.Builder config = EngineConfig.builder()
                .memoryLimitBytes(MEMORY_BYTES)
                .segmentEvents(blocks.length + 1) // so that sealing is never due
                .mergeFanout(SEGMENTS_TO_MERGE)
                .checkpointIntervalMs(Long.MAX_VALUE / 1_000_000)
                .exactRetentionNanos(Long.MAX_VALUE);
        if (operation.isDurable() && folder != null) {
            config.enablePersistence(true).persistPath(folder.path());
        }
        return BitmapEngine.open(config.build(), storage, Clock.system(), background);
    }

    @Override
    public void prepare() throws IOException {
        engine.close();
        folder = operation.isOnDisk() ? TemporaryFolder.create() : null;
        engine = open(folder == null ? Storage.memory() : Storage.folder(folder.path()));
        switch (operation) {
            case SEAL, CHECKPOINT -> mark(0, blocks.length);
            case SPILL -> markAndSeal(1);
            case MERGE -> markAndSeal(SEGMENTS_TO_MERGE);
            case OPEN -> {
                markAndSeal(SEGMENTS_TO_MERGE);
                engine.close();
            }
        }
    }

    private void markAndSeal(int segments) throws IOException {
        for (int i = 0; i < segments; i++) {
            mark((int) ((long) blocks.length * i / segments), (int) ((long) blocks.length * (i + 1) / segments));
            engine.checkpoint();
        }
    }

    private void mark(int from, int to) {
        for (int i = from; i < to; i++) {
            engine.markDirty(blocks[i], i, i * 1_000L);
        }
    }

    @Override
    public void run() throws IOException {
        switch (operation) {
            case SEAL, CHECKPOINT -> engine.checkpoint();
            case SPILL -> engine.cleanUpMemory(0);
            case MERGE -> background.step();
            case OPEN -> {
                if (folder != null) {
                    engine = open(Storage.folder(folder.path()));
                }
            }
        }
    }

    @Override
    public long bytes() {
        return engine.stats().segmentBytes();
    }

    @Override
    public void clear() throws IOException {
        engine.close();
        if (folder != null) {
            folder.close();
        }
    }

    /** Whether the last run did what it is called: the numbers that show it. */
    boolean isDone() {
        return switch (operation) {
            case SEAL, CHECKPOINT -> engine.stats().segmentEvents() == blocks.length;
            case SPILL -> engine.stats().spills() == 1;
            case MERGE -> engine.stats().merges() == 1 && engine.stats().segments() == 1;
            case OPEN -> engine.stats().segments() == SEGMENTS_TO_MERGE;
        };
    }

    @Override
    public void close() throws IOException {
        engine.close();
    }
}
