package io.tidemark.reports.result;

import org.jspecify.annotations.Nullable;

/** What the same changes cost without a tracker, counted in the same run: the work of all incremental backups together. */
public record Baselines(
        @Nullable FullScan fullScan, @Nullable Tmq tmq) {
    /**
     * Reading every block once for each incremental backup.
     *
     * @param blocks blocks read
     * @param bytes their bytes
     */
    public record FullScan(long blocks, long bytes) {}

    /**
     * A message-queue consumer that reads the log.
     *
     * @param messages messages received
     * @param bytes their bytes
     */
    public record Tmq(long messages, long bytes) {}
}
