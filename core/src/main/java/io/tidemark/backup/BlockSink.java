package io.tidemark.backup;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes the blocks of a restore. */
@FunctionalInterface
public interface BlockSink {
    /**
     * Takes one block. Called once for each block of the restored point, in no particular order, from one thread.
     *
     * @param blockId the block, unsigned
     * @param content its bytes from position to limit, read-only and valid during the call only
     */
    void accept(long blockId, ByteBuffer content) throws IOException;
}
