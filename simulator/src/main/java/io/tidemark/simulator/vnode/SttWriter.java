package io.tidemark.simulator.vnode;

import io.tidemark.simulator.store.BlockKind;
import java.io.IOException;
import java.util.List;

/** Writes one stt file: blocks of at most maxRows rows, each of one super table. */
final class SttWriter {
    private final TsdbIo io;
    private final TsdbFile file;
    private final LongList blocks = new LongList();
    private final BlockBuffer block = new BlockBuffer();
    private long suid;
    private long rows;

    SttWriter(TsdbIo io, int fid, long cid) throws IOException {
        this.io = io;
        this.file = io.create(FileKind.STT, fid, cid);
    }

    /** Adds a row; rows come by table and time. */
    void add(TableKey table, long timestamp, long version, long seed, int length) throws IOException {
        if (!block.isEmpty() && (table.suid() != suid || block.entries() == io.options.maxRows())) {
            endBlock();
        }
        if (block.isEmpty()) {
            suid = table.suid();
            block.room(Long.BYTES).putLong(suid);
        }
        var target = block.entry(Long.BYTES + RowCodec.bytes(length));
        target.putLong(table.uid());
        RowCodec.put(target, table.uid(), timestamp, version, seed, length);
        file.covers(version);
        rows++;
    }

    /** Adds all rows of one table. */
    void addAll(TableKey table, RowColumns source) throws IOException {
        for (int i = 0; i < source.count(); i++) {
            add(table, source.timestamp(i), source.version(i), source.seed(i), source.length(i));
        }
    }

    private void endBlock() throws IOException {
        blocks.add(io.write(file, BlockKind.STT, block));
    }

    SttFile finish(List<Tomb> tombs) throws IOException {
        if (!block.isEmpty()) {
            endBlock();
        }
        LongList tombBlocks = TombWriter.write(io, file, tombs);
        io.seal(file);
        return new SttFile(file, blocks, tombBlocks, rows);
    }
}
