package io.tidemark.simulator.vnode;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.bitmap.CorruptDataException;
import io.tidemark.simulator.store.BlockId;
import io.tidemark.simulator.store.BlockKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads all rows of a vnode back from nothing but its blocks, live or restored: what {@code current.json} refers to, and
 * the log after the committed version. So it finds a block that is missing, stale or damaged by what it means, besides
 * checking the sum of each block and the content of each row.
 *
 * <p>It does not check blocks that nothing refers to: files of a commit not yet published.
 */
public final class StoreReader {
    /** Blocks by id. */
    public interface Blocks {
        /** Every id, ascending. */
        long[] ids();

        /** The bytes of a block, from position to limit. */
        ByteBuffer read(long id) throws IOException;
    }

    private record FileId(FileKind kind, int fid, long cid) {}

    private record BlockAt(int fid, long cid, long offset) {}

    private final Blocks blocks;
    private final long[] ids;
    private final Set<FileId> liveFiles = new HashSet<>();
    private final Set<BlockAt> liveData = new HashSet<>();
    private final Set<TableKey> liveTables = new HashSet<>();
    private final StoreRows rows = new StoreRows();
    private long committedVersion;

    private StoreReader(Blocks blocks) {
        this.blocks = blocks;
        this.ids = blocks.ids();
    }

    /**
     * Reads all rows.
     *
     * @throws CorruptDataException if a block is not what it has to be, or missing
     */
    public static StoreRows read(Blocks blocks) throws IOException {
        StoreReader reader = new StoreReader(blocks);
        reader.readDocuments();
        reader.readFiles();
        reader.readLog();
        reader.rows.retain(reader.liveTables);
        return reader.rows;
    }

    private void readDocuments() throws IOException {
        JsonNode state = document(BlockKind.VNODE).path("state");
        committedVersion = state.path("commit version").asLong();
        for (JsonNode set : document(BlockKind.CURRENT).path("fset")) {
            for (FileKind kind : FileKind.values()) {
                addFile(kind, set.path(kind.suffix()));
            }
            for (JsonNode level : set.path("stt lvl")) {
                level.path("files").forEach(file -> addFile(FileKind.STT, file));
            }
        }
    }

    private void addFile(FileKind kind, JsonNode file) {
        if (file.isObject()) {
            liveFiles.add(
                    new FileId(kind, file.path("fid").asInt(), file.path("cid").asLong()));
        }
    }

    private JsonNode document(BlockKind kind) throws IOException {
        for (long id : ids) {
            if (BlockId.kind(id) == kind) {
                ByteBuffer bytes = blocks.read(id);
                byte[] json = new byte[bytes.remaining()];
                bytes.get(json);
                return JsonDocument.JSON.readTree(json);
            }
        }
        throw new CorruptDataException("store", 0, "a block of kind " + kind, "none");
    }

    /* Heads before data, since they say which data blocks are live: ids ascend by kind, DATA before HEAD. */
    private void readFiles() throws IOException {
        for (long id : ids) {
            if (BlockId.kind(id) == BlockKind.HEAD) {
                readHead(id);
            }
        }
        long found = 0;
        for (long id : ids) {
            if (BlockLayout.covers(BlockId.kind(id))) {
                found += readBlock(id);
            }
        }
        if (found != liveData.size()) {
            throw new CorruptDataException("store", 0, liveData.size() + " data blocks of heads", found);
        }
    }

    private void readHead(long id) throws IOException {
        ByteBuffer block = blocks.read(id);
        BlockLayout.Header header = BlockLayout.open(block, id);
        if (!isLive(header)) {
            return;
        }
        long dataCid = liveFiles.stream()
                .filter(file -> file.kind == FileKind.DATA && file.fid == header.fid())
                .mapToLong(FileId::cid)
                .findFirst()
                .orElseThrow(() -> new CorruptDataException("store", 0, "a data file beside each head", header.fid()));
        int offsetInRecord = 8 * Long.BYTES;
        for (int i = 0; i < header.entries(); i++) {
            long offset = block.getLong(BlockLayout.HEADER_BYTES + i * BlockLayout.HEAD_RECORD_BYTES + offsetInRecord);
            liveData.add(new BlockAt(header.fid(), dataCid, offset));
        }
    }

    private boolean isLive(BlockLayout.Header header) {
        return liveFiles.contains(new FileId(header.fileKind(), header.fid(), header.cid()));
    }

    /* Answers 1 for a live data block. */
    private int readBlock(long id) throws IOException {
        ByteBuffer block = blocks.read(id);
        BlockLayout.Header header = BlockLayout.open(block, id);
        BlockKind kind = BlockId.kind(id);
        if (kind == BlockKind.META) {
            readPage(block);
        } else if (kind == BlockKind.DATA) {
            return readData(block, header);
        } else if (kind == BlockKind.STT && isLive(header)) {
            readStt(block);
        } else if (kind == BlockKind.TOMB && isLive(header)) {
            readTombs(block);
        }
        return 0;
    }

    private void readPage(ByteBuffer page) {
        while (page.hasRemaining()) {
            long uid = page.getLong();
            long suid = page.getLong();
            page.getLong();
            boolean alive = page.get() == 1;
            int nameLength = page.get() & 0xFF;
            page.position(page.position() + nameLength);
            if (alive) {
                liveTables.add(new TableKey(suid, uid));
            }
        }
    }

    private int readData(ByteBuffer block, BlockLayout.Header header) throws CorruptDataException {
        if (!liveData.contains(new BlockAt(header.fid(), header.cid(), header.offset()))) {
            return 0;
        }
        TableKey table = WalRecords.key(block);
        RowColumns target = rows.of(table);
        while (block.hasRemaining()) {
            RowCodec.read(block, table.uid(), target);
        }
        return 1;
    }

    private void readStt(ByteBuffer block) throws CorruptDataException {
        long suid = block.getLong();
        while (block.hasRemaining()) {
            long uid = block.getLong();
            RowCodec.read(block, uid, rows.of(new TableKey(suid, uid)));
        }
    }

    private void readTombs(ByteBuffer block) {
        while (block.hasRemaining()) {
            TableKey table = WalRecords.key(block);
            rows.delete(new Tomb(table, block.getLong(), block.getLong(), block.getLong()));
        }
    }

    /* Extents in the order of their ids are the log, from the first record on. */
    private void readLog() throws IOException {
        int bytes = 0;
        for (long id : ids) {
            bytes += BlockId.kind(id) == BlockKind.WAL ? blocks.read(id).remaining() : 0;
        }
        ByteBuffer log = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (long id : ids) {
            if (BlockId.kind(id) == BlockKind.WAL) {
                log.put(blocks.read(id));
            }
        }
        WalRecords.forEach(log.flip(), this::readRecord);
    }

    private void readRecord(long version, short type, ByteBuffer body) throws CorruptDataException {
        if (version <= committedVersion) {
            return;
        }
        if (type == WalLayout.SUBMIT) {
            WalRecords.forEachRow(
                    body, (table, timestamp, seed, length) -> rows.of(table).add(timestamp, version, seed, length));
        } else if (type == WalLayout.DELETE) {
            TableKey table = WalRecords.key(body);
            rows.delete(new Tomb(table, version, body.getLong(), body.getLong()));
        }
    }
}
