package io.tidemark.simulator.vnode;

import io.tidemark.simulator.store.BlockKind;
import java.io.IOException;
import java.util.List;

/**
 * A head file that is written.
 *
 * @param file the file
 * @param blocks the data blocks it refers to, by table and time, none overlapping another
 */
record HeadFile(TsdbFile file, List<DataBlock> blocks) {
    /** Writes a new head for these blocks. */
    static HeadFile write(TsdbIo io, int fid, long cid, List<DataBlock> blocks) throws IOException {
        TsdbFile file = io.create(FileKind.HEAD, fid, cid);
        BlockBuffer records = new BlockBuffer();
        for (DataBlock block : blocks) {
            block.putHeadRecord(records.entry(BlockLayout.HEAD_RECORD_BYTES));
            file.covers(block.minVersion());
            file.covers(block.maxVersion());
            if (records.entries() == io.options.maxRows()) {
                io.write(file, BlockKind.HEAD, records);
            }
        }
        if (!records.isEmpty()) {
            io.write(file, BlockKind.HEAD, records);
        }
        io.seal(file);
        return new HeadFile(file, List.copyOf(blocks));
    }
}
