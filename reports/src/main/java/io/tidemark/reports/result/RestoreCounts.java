package io.tidemark.reports.result;

/**
 * How a restored chain compares with its source.
 *
 * @param blocks blocks compared byte for byte
 * @param bytes their bytes
 * @param differences blocks that are missing, superfluous or not equal
 */
public record RestoreCounts(long blocks, long bytes, long differences) {}
