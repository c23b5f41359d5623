package io.tidemark.backup;

/**
 * How far a session is.
 *
 * @param blocksDone blocks that are durable in packs
 * @param blocksTotal blocks that the backup will hold
 * @param rawBytes bytes of the blocks done
 * @param storedBytes bytes of their packs
 * @param retries reads that failed and were tried again
 */
public record BackupProgress(long blocksDone, long blocksTotal, long rawBytes, long storedBytes, long retries) {
    /** Is told after every acknowledged batch, in the session's thread. */
    @FunctionalInterface
    public interface Listener {
        void onProgress(BackupProgress progress);
    }
}
