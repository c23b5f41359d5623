package io.tidemark.simulator.vnode;

import io.tidemark.event.EventKind;
import io.tidemark.simulator.store.BlockKind;
import io.tidemark.simulator.store.BlockStore;
import io.tidemark.simulator.store.Extent;
import io.tidemark.simulator.store.StoreFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Writes and reads tsdb files block by block, and reports each block it writes. */
final class TsdbIo {
    final VnodeOptions options;
    final BlockStore store;
    final EventEmitter events;
    private long lastCid;

    TsdbIo(VnodeOptions options, BlockStore store, EventEmitter events) {
        this.options = options;
        this.store = store;
        this.events = events;
    }

    /** The id of a new commit or edit, which names the files that it creates. */
    long nextCid() {
        return ++lastCid;
    }

    TsdbFile create(FileKind kind, int fid, long cid) throws IOException {
        StoreFile file = store.create(TsdbFile.name(options.vnode(), kind, fid, cid));
        file.append(ByteBuffer.allocate(BlockLayout.FILE_HEADER_BYTES));
        return new TsdbFile(kind, fid, cid, file);
    }

    /** Appends the block and clears it for the next. */
    long write(TsdbFile file, BlockKind kind, BlockBuffer block) throws IOException {
        long id = store.allocate(kind);
        long offset = file.file.size();
        ByteBuffer bytes =
                block.complete(new BlockLayout.Header(id, file.kind, file.fid, file.cid, offset, block.entries()));
        int length = bytes.remaining();
        long firstNumber = bytes.getLong(BlockLayout.HEADER_BYTES);
        file.file.append(bytes);
        store.put(id, file.file, offset, length);
        file.addBlock(id, offset, length, block.entries(), firstNumber);
        block.clear();
        events.emit(EventKind.CREATE, id);
        return id;
    }

    /** Ends a file that is written once: its last block is the index of the others. */
    void seal(TsdbFile file) throws IOException {
        write(file, BlockKind.INDEX, file.index());
        file.file.force();
        file.file.seal();
    }

    /** A live block, checked. */
    BlockReader read(long id) throws IOException {
        ByteBuffer bytes = store.read(id);
        return new BlockReader(BlockLayout.open(bytes, id), bytes);
    }

    Extent extent(long id) {
        return Objects.requireNonNull(store.extent(id), "a block that was written has an extent");
    }

    /**
     * A block that was read.
     *
     * @param header what it says about itself
     * @param payload from its position to its limit
     */
    record BlockReader(BlockLayout.Header header, ByteBuffer payload) {}
}
