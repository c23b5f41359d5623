package io.tidemark.simulator.store;

import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of one vnode and the blocks in them. Bytes once written stay as they are: a block grows (WAL) or moves to a
 * new range (catalogue page, JSON document) but is never overwritten, so a view needs only the extents of its moment and
 * the files held.
 *
 * <p>To be used by one thread; {@linkplain #view() views} are safe for any.
 */
public final class BlockStore implements AutoCloseable {
    private final int vnode;
    private final Storage storage;
    private final BlockTable table;
    private final long[] nextSequence = new long[BlockKind.count()];
    private final Map<String, StoreFile> files = new HashMap<>();

    /**
     * An empty store.
     *
     * @param vnode the number in the ids of its blocks
     * @param storage an empty folder, in memory or on disk; closed with the store
     */
    public BlockStore(int vnode, Storage storage) {
        this.vnode = vnode;
        this.storage = storage;
        this.table = new BlockTable(vnode);
    }

    /** Begins a file. */
    public StoreFile create(String name) throws IOException {
        StoreFile file = new StoreFile(storage, name);
        files.put(name, file);
        return file;
    }

    /** Renames a file; one that had the name before is dropped. */
    public void rename(StoreFile file, String to) throws IOException {
        StoreFile replaced = files.get(to);
        if (replaced != null) {
            replaced.loseName();
        }
        files.remove(file.name());
        file.rename(to);
        files.put(to, file);
        if (replaced != null) {
            replaced.release();
        }
    }

    /** The vnode no longer needs a file; its blocks have to be {@linkplain #remove removed} before. Views may still hold it. */
    public void drop(StoreFile file) throws IOException {
        files.remove(file.name());
        file.release();
    }

    /** An id that was never given before, the next one of its kind. */
    public long allocate(BlockKind kind) {
        return BlockId.of(vnode, kind, nextSequence[kind.code() - 1]++);
    }

    /** A block exists from here on, or has grown, or lies elsewhere. */
    public void put(long id, StoreFile file, long offset, int length) {
        table.put(id, new Extent(file, offset, length));
    }

    /**
     * A block no longer exists.
     *
     * @throws IllegalStateException if it did not
     */
    public void remove(long id) {
        if (table.put(id, null) == null) {
            throw new IllegalStateException("block must exist to be removed: block=" + BlockId.toString(id));
        }
    }

    /** Where a live block lies, or null. */
    public @Nullable Extent extent(long id) {
        return table.get(id);
    }

    /**
     * The bytes of a live block, little-endian, from position 0.
     *
     * @throws IllegalStateException if there is no such block
     */
    public ByteBuffer read(long id) throws IOException {
        Extent extent = table.get(id);
        if (extent == null) {
            throw new IllegalStateException("block must exist to be read: block=" + BlockId.toString(id));
        }
        return read(extent);
    }

    static ByteBuffer read(Extent extent) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(extent.length()).order(ByteOrder.LITTLE_ENDIAN);
        extent.file().read(extent.offset(), bytes);
        return bytes.flip();
    }

    /** The blocks as they are now, whatever happens later. */
    public StoreView view() {
        List<StoreFile> held = new ArrayList<>(files.values());
        held.forEach(StoreFile::retain);
        return new StoreView(table.copy(), held);
    }

    /** How many blocks exist. */
    public long liveBlocks() {
        return table.count();
    }

    /** The sum of their lengths. */
    public long liveBytes() {
        return table.bytes();
    }

    /** Size of all files the vnode holds, dead ranges among them. */
    public long fileBytes() {
        return files.values().stream().mapToLong(StoreFile::size).sum();
    }

    /** The names of the files that the vnode holds, ascending. */
    public List<String> files() {
        return files.keySet().stream().sorted().toList();
    }

    BlockTable table() {
        return table;
    }

    @Override
    public void close() throws IOException {
        for (StoreFile file : files.values()) {
            file.seal();
        }
        storage.close();
    }
}
