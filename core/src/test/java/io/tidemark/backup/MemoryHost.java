package io.tidemark.backup;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.event.BlockEvent;
import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;
import io.tidemark.spi.BlockSource;
import io.tidemark.spi.StorageEngine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A host whose blocks are arrays in a map. Its views stand still, unless it is told to show what is there now. */
final class MemoryHost implements StorageEngine {
    private final String name;
    private final List<BlockEvent> log = new ArrayList<>();
    private final Map<Long, Integer> failures = new HashMap<>();
    private final Map<Long, byte[]> blocks = new TreeMap<>();
    private EventSink sink;
    private boolean live;
    private int openViews;
    private int reads;

    MemoryHost(String name, EventSink sink) {
        this.name = name;
        this.sink = sink;
    }

    void reconnect(EventSink other) {
        sink = other;
    }

    void showWhatIsThereNow() {
        live = true;
    }

    /** The next so many reads of a block fail. */
    void failReads(long blockId, int times) {
        failures.put(blockId, times);
    }

    int openViews() {
        return openViews;
    }

    int reads() {
        return reads;
    }

    /** Creates a block or changes it. */
    void put(long blockId, byte[] content) {
        EventKind kind = blocks.containsKey(blockId) ? EventKind.UPDATE : EventKind.CREATE;
        blocks.put(blockId, content.clone());
        emit(kind, blockId);
    }

    void delete(long blockId) {
        blocks.remove(blockId);
        emit(EventKind.DELETE, blockId);
    }

    /** Takes a block away and tells nobody. */
    void loseSilently(long blockId) {
        blocks.remove(blockId);
    }

    /** Tells of a deletion that did not happen. */
    void tellDeletion(long blockId) {
        emit(EventKind.DELETE, blockId);
    }

    private void emit(EventKind kind, long blockId) {
        BlockEvent event = new BlockEvent(kind, blockId, log.size() + 1, 1_000L * (log.size() + 1));
        log.add(event);
        sink.accept(event);
    }

    /** What is there now, to be held against a restore. */
    Map<Long, byte[]> copy() {
        return new TreeMap<>(blocks);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long firstWalOffset() {
        return 0;
    }

    @Override
    public long replay(long walOffset, EventSink target) {
        long count = 0;
        for (BlockEvent event : log) {
            if (Long.compareUnsigned(event.walOffset(), walOffset) >= 0) {
                target.accept(event);
                count++;
            }
        }
        return count;
    }

    @Override
    public BlockSource snapshot(SnapshotPoint point) throws IOException {
        point.fix();
        openViews++;
        return new View(live ? null : copy());
    }

    private final class View implements BlockSource {
        private final @Nullable Map<Long, byte[]> pinned;

        View(@Nullable Map<Long, byte[]> pinned) {
            this.pinned = pinned;
        }

        private Map<Long, byte[]> content() {
            return pinned == null ? blocks : pinned;
        }

        @Override
        public BlockSet blocks() {
            BlockSet.Builder set = BlockSet.builder();
            content().keySet().stream().sorted(Long::compareUnsigned).forEach(set::add);
            return set.build();
        }

        @Override
        public int length(long blockId) {
            byte[] block = content().get(blockId);
            return block == null ? ABSENT : block.length;
        }

        @Override
        public int read(long blockId, ByteBuffer target) throws IOException {
            reads++;
            int left = failures.getOrDefault(blockId, 0);
            if (left > 0) {
                failures.put(blockId, left - 1);
                throw new IOException("bad sector");
            }
            byte[] block = content().get(blockId);
            if (block == null) {
                return ABSENT;
            }
            target.put(block);
            return block.length;
        }

        @Override
        public void close() {
            openViews--;
        }
    }
}
