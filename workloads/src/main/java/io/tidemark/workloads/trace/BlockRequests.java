package io.tidemark.workloads.trace;

import io.tidemark.event.EventKind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns requests on byte ranges into block events. A write is one UPDATE for each block that it touches. A trim is one DELETE
 * for each block that it covers whole, and one UPDATE for a block of which it covers a part: what is read from there may have
 * changed. All events of a request have the same WAL offset: its ordinal among the writes and trims of its log, from 1.
 */
final class BlockRequests {
    /** The most blocks of one request: more is taken for damage. */
    private static final long BLOCKS_MAX = 1 << 24;

    private final int blockSize;
    private final Map<String, Integer> logs = new HashMap<>();
    private long[] ordinals = new long[4];
    private long skipped;

    BlockRequests(int blockSize) {
        this.blockSize = blockSize;
    }

    /** How many requests changed nothing. */
    long skipped() {
        return skipped;
    }

    /** Counts a request that changes nothing. */
    void skip(long offset, long size) throws BadLineException {
        if (offset < 0 || size < 0 || offset > Long.MAX_VALUE - size) {
            throw badRange(offset, size);
        }
        skipped++;
    }

    /** Takes a write to a disk or file. Each is a log of its own, numbered from 0 in order of appearance. */
    void write(String disk, long offset, long size, long timestampNanos, TraceSink sink) throws BadLineException {
        long last = lastBlock(offset, size);
        int log = logOf(disk);
        long wal = ++ordinals[log];
        for (long block = offset / blockSize; block <= last; block++) {
            sink.accept(log, EventKind.UPDATE, block, wal, timestampNanos);
        }
    }

    void trim(String disk, long offset, long size, long timestampNanos, TraceSink sink) throws BadLineException {
        long last = lastBlock(offset, size);
        int log = logOf(disk);
        long wal = ++ordinals[log];
        boolean isFirstWhole = offset % blockSize == 0;
        boolean isLastWhole = (offset + size) % blockSize == 0;
        long first = offset / blockSize;
        for (long block = first; block <= last; block++) {
            boolean isWhole = (block > first || isFirstWhole) && (block < last || isLastWhole);
            sink.accept(log, isWhole ? EventKind.DELETE : EventKind.UPDATE, block, wal, timestampNanos);
        }
    }

    private int logOf(String disk) {
        int log = logs.computeIfAbsent(disk, unseen -> logs.size());
        if (log == ordinals.length) {
            ordinals = Arrays.copyOf(ordinals, 2 * ordinals.length);
        }
        return log;
    }

    private long lastBlock(long offset, long size) throws BadLineException {
        if (offset < 0 || size < 1 || offset > Long.MAX_VALUE - size) {
            throw badRange(offset, size);
        }
        long last = (offset + size - 1) / blockSize;
        if (last - offset / blockSize >= BLOCKS_MAX) {
            throw new BadLineException("a request of at most " + BLOCKS_MAX + " blocks", "size " + size);
        }
        return last;
    }

    private static BadLineException badRange(long offset, long size) {
        return new BadLineException(
                "a range of bytes from 0 on, not empty, that ends below 2^63", "offset " + offset + ", size " + size);
    }
}
