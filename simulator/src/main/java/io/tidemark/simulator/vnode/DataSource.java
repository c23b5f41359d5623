package io.tidemark.simulator.vnode;

import java.io.IOException;
import java.util.Iterator;

/** Rows of data blocks. */
final class DataSource extends RowSource {
    private final TsdbIo io;
    private final Iterator<DataBlock> blocks;

    DataSource(TsdbIo io, Iterable<DataBlock> blocks) {
        this.io = io;
        this.blocks = blocks.iterator();
    }

    @Override
    boolean load() throws IOException {
        if (!blocks.hasNext()) {
            return false;
        }
        DataBlock block = blocks.next();
        RowColumns rows = block.rows(io);
        run(block.table(), rows, 0, rows.count());
        return true;
    }
}
