package io.tidemark.simulator.vnode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An stt file that is written.
 *
 * @param file the file
 * @param blocks its STT blocks, in the order of rows
 * @param tombBlocks its TOMB blocks
 * @param rows how many rows
 */
record SttFile(TsdbFile file, LongList blocks, LongList tombBlocks, long rows) {
    /** Its deletes. */
    List<Tomb> tombs(TsdbIo io) throws IOException {
        return readTombs(io, tombBlocks);
    }

    static List<Tomb> readTombs(TsdbIo io, LongList blocks) throws IOException {
        List<Tomb> tombs = new ArrayList<>();
        for (int i = 0; i < blocks.count(); i++) {
            ByteBuffer payload = io.read(blocks.get(i)).payload();
            while (payload.hasRemaining()) {
                TableKey table = new TableKey(payload.getLong(), payload.getLong());
                tombs.add(new Tomb(table, payload.getLong(), payload.getLong(), payload.getLong()));
            }
        }
        return tombs;
    }
}
