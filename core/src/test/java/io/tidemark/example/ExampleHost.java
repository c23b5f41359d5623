package io.tidemark.example;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.event.EventInterceptor;
import io.tidemark.event.EventSink;
import io.tidemark.spi.BlockSource;
import io.tidemark.spi.StorageEngine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The least that a host can be: its blocks in a map, its log a counter. */
final class ExampleHost implements StorageEngine {
    private final EventInterceptor events;
    private final Map<Long, byte[]> blocks = new TreeMap<>();
    private long walOffset;

    ExampleHost(EventInterceptor events) {
        this.events = events;
    }

    synchronized void write(long blockId, String content) {
        walOffset++;
        byte[] before = blocks.put(blockId, content.getBytes(StandardCharsets.UTF_8));
        if (before == null) {
            events.onBlockCreate(blockId, walOffset, walOffset);
        } else {
            events.onBlockUpdate(blockId, walOffset, walOffset);
        }
        events.deliveredThrough(walOffset);
    }

    synchronized void drop(long blockId) {
        walOffset++;
        blocks.remove(blockId);
        events.onBlockDelete(blockId, walOffset, walOffset);
        events.deliveredThrough(walOffset);
    }

    @Override
    public String name() {
        return "vnode-1";
    }

    @Override
    public long firstWalOffset() {
        return walOffset == 0 ? 0 : walOffset + 1; // it keeps no log: what is not durable in the engine is lost
    }

    @Override
    public long replay(long from, EventSink sink) {
        return 0;
    }

    @Override
    public synchronized BlockSource snapshot(SnapshotPoint point) throws IOException {
        point.fix();
        return new View(new TreeMap<>(blocks));
    }

    private record View(Map<Long, byte[]> contents) implements BlockSource {
        @Override
        public BlockSet blocks() {
            return BlockSet.of(
                    contents.keySet().stream().mapToLong(Long::longValue).toArray());
        }

        @Override
        public int length(long blockId) {
            byte[] content = contents.get(blockId);
            return content == null ? ABSENT : content.length;
        }

        @Override
        public int read(long blockId, ByteBuffer target) {
            byte[] content = contents.get(blockId);
            if (content == null) {
                return ABSENT;
            }
            target.put(content);
            return content.length;
        }

        @Override
        public void close() {}
    }
}
