package io.tidemark.reports.cli;

import io.tidemark.engine.BitmapEngine;
import io.tidemark.event.EventSink;
import io.tidemark.spi.BlockSource;
import io.tidemark.spi.StorageEngine;
import io.tidemark.verification.model.MapBlockSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A host with its blocks in a map. */
final class SmallHost implements StorageEngine {
    private final String name;
    private final BitmapEngine engine;
    private final Map<Long, byte[]> blocks = new TreeMap<>();
    private long walOffset;

    SmallHost(String name, BitmapEngine engine) {
        this.name = name;
        this.engine = engine;
    }

    void put(long blockId, String content) {
        walOffset++;
        if (blocks.put(blockId, content.getBytes(StandardCharsets.UTF_8)) == null) {
            engine.markNew(blockId, walOffset, walOffset);
        } else {
            engine.markDirty(blockId, walOffset, walOffset);
        }
    }

    void delete(long blockId) {
        blocks.remove(blockId);
        engine.markDeleted(blockId, ++walOffset, walOffset);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long firstWalOffset() {
        return walOffset;
    }

    @Override
    public long replay(long from, EventSink sink) {
        return 0;
    }

    @Override
    public BlockSource snapshot(SnapshotPoint point) throws IOException {
        point.fix();
        return new MapBlockSource(blocks);
    }
}
