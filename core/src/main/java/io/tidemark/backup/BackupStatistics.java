package io.tidemark.backup;

/**
 * What making a backup took. Of a resumed backup: since it was last resumed.
 *
 * @param blocksRead blocks read from the source; from the chain, for a synthetic full
 * @param bytesRead their bytes
 * @param retries reads that failed and were tried again
 * @param durationNanos from begin to commit
 */
public record BackupStatistics(long blocksRead, long bytesRead, long retries, long durationNanos) {}
