package io.tidemark.spi;

import io.tidemark.bitmap.BlockSet;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The blocks of a host as of one moment: what a backup reads. Where the host can, the view does not change while it is
 * open (files pinned, old versions kept); a host that cannot may show newer content of a block whose change lies in a
 * later window, and a restore is then exact only from the next backup on.
 *
 * <p>Safe for use by several threads.
 */
public interface BlockSource extends AutoCloseable {
    /** Answer of {@link #length} and {@link #read} for a block that does not exist in this view. */
    int ABSENT = -1;

    /** The largest block that a source may have, in bytes. */
    int MAX_BLOCK_BYTES = 64 << 20;

    /** All blocks that exist in this view. */
    BlockSet blocks() throws IOException;

    /** The length of a block in bytes, or {@link #ABSENT}. */
    int length(long blockId) throws IOException;

    /**
     * Reads a whole block into {@code target} from its position on, which advances by the length.
     *
     * @return the length in bytes, or {@link #ABSENT}
     * @throws java.nio.BufferOverflowException if the block is longer than what remains in {@code target}
     */
    int read(long blockId, ByteBuffer target) throws IOException;

    /** Releases the view. */
    @Override
    void close() throws IOException;
}
