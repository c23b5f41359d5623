package io.tidemark.simulator.vnode;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Rows of an stt file, one block at a time. A block holds many tables, each a run. */
final class SttSource extends RowSource {
    private final TsdbIo io;
    private final LongList blocks;
    private int nextBlock;
    private ByteBuffer payload = ByteBuffer.allocate(0);
    private long suid;

    SttSource(TsdbIo io, SttFile file) {
        this.io = io;
        this.blocks = file.blocks();
    }

    @Override
    boolean load() throws IOException {
        if (!payload.hasRemaining()) {
            if (nextBlock == blocks.count()) {
                return false;
            }
            payload = io.read(blocks.get(nextBlock++)).payload();
            suid = payload.getLong();
        }
        long uid = payload.getLong(payload.position());
        RowColumns rows = new RowColumns(64);
        while (payload.hasRemaining() && payload.getLong(payload.position()) == uid) {
            payload.getLong();
            RowCodec.read(payload, uid, rows);
        }
        run(new TableKey(suid, uid), rows, 0, rows.count());
        return true;
    }
}
