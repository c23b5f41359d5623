package io.tidemark.simulator.vnode;

import io.tidemark.simulator.store.BlockKind;
import java.io.IOException;
import java.util.List;

/** Writes deletes as TOMB blocks into a {@code .tomb} or {@code .stt} file. */
final class TombWriter {
    private TombWriter() {}

    /** Appends the deletes; answers the blocks. */
    static LongList write(TsdbIo io, TsdbFile file, List<Tomb> tombs) throws IOException {
        LongList blocks = new LongList();
        BlockBuffer block = new BlockBuffer();
        for (Tomb tomb : tombs) {
            block.entry(Tomb.BYTES)
                    .putLong(tomb.table().suid())
                    .putLong(tomb.table().uid())
                    .putLong(tomb.version())
                    .putLong(tomb.from())
                    .putLong(tomb.to());
            file.covers(tomb.version());
            if (block.entries() == io.options.maxRows()) {
                blocks.add(io.write(file, BlockKind.TOMB, block));
            }
        }
        if (!block.isEmpty()) {
            blocks.add(io.write(file, BlockKind.TOMB, block));
        }
        return blocks;
    }
}
