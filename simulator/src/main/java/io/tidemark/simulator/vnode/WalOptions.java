package io.tidemark.simulator.vnode;

/**
 * The log options of a database, in TDengine's words and ranges.
 *
 * @param level 1 write without fsync, 2 fsync per {@code fsyncPeriodMillis}
 * @param fsyncPeriodMillis for level 2: 0 = fsync each write, else a ticker of max(1, period / 1000) seconds
 * @param retentionPeriodSeconds -1 keep for ever, 0 delete at once after a commit, else seconds after a segment closed
 * @param retentionSizeBytes cap on the size of all segments; 0 or less = none
 * @param rollPeriodSeconds age at which a segment rolls; 0 or -1 = only at commit
 * @param segmentSizeBytes size over which a segment rolls; 0 or -1 = only at commit
 * @param extentBytes size of a WAL block
 */
public record WalOptions(
        int level,
        long fsyncPeriodMillis,
        long retentionPeriodSeconds,
        long retentionSizeBytes,
        long rollPeriodSeconds,
        long segmentSizeBytes,
        int extentBytes) {
    /** TDengine's defaults: no fsync of its own, an hour kept, rolls at commit only; 64 KiB blocks. */
    public static final WalOptions DEFAULTS = new WalOptions(1, 3000, 3600, 0, 0, 0, 64 << 10);

    public WalOptions {
        if (level < 1 || level > 2) {
            throw new IllegalArgumentException("wal_level must be 1 or 2: level=" + level);
        }
        if (extentBytes < 1024) {
            throw new IllegalArgumentException("extent must be at least 1024 bytes: extentBytes=" + extentBytes);
        }
    }
}
