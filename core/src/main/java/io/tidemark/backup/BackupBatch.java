package io.tidemark.backup;

import io.tidemark.bitmap.BlockSet;
import java.util.Objects;

/**
 * Blocks that a session has read and packed, and that become durable when they are acknowledged.
 *
 * @param number counts the session's batches, from 1
 * @param blocks which blocks
 * @param bytes their bytes
 */
public record BackupBatch(int number, BlockSet blocks, long bytes) {
    public BackupBatch {
        Objects.requireNonNull(blocks, "blocks");
    }
}
