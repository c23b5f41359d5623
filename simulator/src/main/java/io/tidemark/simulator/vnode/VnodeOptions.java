package io.tidemark.simulator.vnode;

/**
 * The options of one vnode. A tick is the unit of row timestamps.
 *
 * @param vnode its number, from 1 to 65,535
 * @param bufferBytes write buffer, of which each of three segments has a third
 * @param ticksPerSecond 1,000, 1,000,000 or 1,000,000,000
 * @param durationTicks time span of a file set
 * @param keepTicks rows older than this are refused, file sets older than this removed
 * @param minRows least rows of a data block, unless a table's rows between kept blocks are fewer
 * @param maxRows most rows of a data or stt block
 * @param sttTrigger 1 = commit merges into data; more = level-0 stt files that start a merge
 * @param wal the log
 */
public record VnodeOptions(
        int vnode,
        long bufferBytes,
        long ticksPerSecond,
        long durationTicks,
        long keepTicks,
        int minRows,
        int maxRows,
        int sttTrigger,
        WalOptions wal) {
    public VnodeOptions {
        if (vnode < 1 || vnode > 0xFFFF) {
            throw new IllegalArgumentException("vnode must be from 1 to 65535: vnode=" + vnode);
        }
        if (minRows < 1 || maxRows < 2 * minRows) {
            throw new IllegalArgumentException(
                    "maxRows must be at least twice minRows: minRows=" + minRows + ", maxRows=" + maxRows);
        }
        if (bufferBytes < 3 || durationTicks < 1 || keepTicks < 1 || sttTrigger < 1) {
            throw new IllegalArgumentException("buffer, duration, keep and stt_trigger must be positive: bufferBytes="
                    + bufferBytes + ", durationTicks=" + durationTicks + ", keepTicks=" + keepTicks + ", sttTrigger="
                    + sttTrigger);
        }
    }

    /** The file set of a row: floor(timestamp / span), clamped to 32 bits. */
    int fileSetOf(long timestamp) {
        long fid = Math.floorDiv(timestamp, durationTicks);
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, fid));
    }

    /** The first timestamp of a file set. */
    long firstTick(int fid) {
        return fid * durationTicks;
    }

    /** The last timestamp of a file set. */
    long lastTick(int fid) {
        return fid * durationTicks + durationTicks - 1;
    }

    /** An instant of the virtual clock in ticks. */
    public long ticksOf(long epochNanos) {
        return Math.floorDiv(epochNanos, 1_000_000_000L / ticksPerSecond);
    }
}
