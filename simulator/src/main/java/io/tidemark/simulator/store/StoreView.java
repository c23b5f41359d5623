package io.tidemark.simulator.store;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.spi.BlockSource;
import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.List;

/** The blocks of a store at one moment. Holds every file of that moment until it is closed. Safe for use by several threads. */
public final class StoreView implements BlockSource {
    private final BlockTable table;
    private final List<StoreFile> held;
    private boolean closed;

    StoreView(BlockTable table, List<StoreFile> held) {
        this.table = table;
        this.held = held;
    }

    @Override
    public BlockSet blocks() {
        BlockSet.Builder blocks = BlockSet.builder();
        table.<RuntimeException>forEach((id, extent) -> blocks.add(id));
        return blocks.build();
    }

    /** The ids of all blocks, ascending within the vnode. */
    public long[] ids() {
        long[] ids = new long[Math.toIntExact(table.count())];
        int[] next = {0};
        table.<RuntimeException>forEach((id, extent) -> ids[next[0]++] = id);
        return ids;
    }

    @Override
    public int length(long blockId) {
        Extent extent = table.get(blockId);
        return extent == null ? ABSENT : extent.length();
    }

    @Override
    public int read(long blockId, ByteBuffer target) throws IOException {
        Extent extent = table.get(blockId);
        if (extent == null) {
            return ABSENT;
        }
        if (extent.length() > target.remaining()) {
            throw new BufferOverflowException();
        }
        int end = target.limit();
        target.limit(target.position() + extent.length());
        try {
            extent.file().read(extent.offset(), target);
        } finally {
            target.limit(end);
        }
        return extent.length();
    }

    /** Releases the files; a second close does nothing. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        for (StoreFile file : held) {
            file.release();
        }
    }
}
