package io.tidemark.reports.result;

/**
 * What the reader of a trace met.
 *
 * @param records records read, bad ones not counted
 * @param readsSkipped read requests, which change nothing
 * @param badLines damaged lines that were skipped on request
 */
public record TraceCounts(long records, long readsSkipped, long badLines) {}
