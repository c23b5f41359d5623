package io.tidemark.workloads.trace;

import io.tidemark.event.EventKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns requests on byte ranges into block events. A write is one UPDATE for each block that it touches; a trim is one DELETE
 * for each block that it covers whole. All events of a request have the same WAL offset: its ordinal in its log, from 1.
 */
final class BlockRequests {
    /** The most blocks of one request: more is taken for damage. */
    private static final long BLOCKS_MAX = 1 << 24;

    private final int blockSize;
    private final List<Log> logs = new ArrayList<>();
    private long skippedReads;

    /** One disk or file of a trace: an address space and a log of its own. */
    private static final class Log {
        private final String name;
        private long ordinal;

        Log(String name) {
            this.name = name;
        }
    }

    BlockRequests(int blockSize) {
        this.blockSize = blockSize;
    }

    long skippedReads() {
        return skippedReads;
    }

    void skipRead() {
        skippedReads++;
    }

    /** The number of a disk or file, from 0 in order of appearance. */
    int logOf(String name) {
        for (int i = 0; i < logs.size(); i++) {
            if (logs.get(i).name.equals(name)) {
                return i;
            }
        }
        logs.add(new Log(name));
        return logs.size() - 1;
    }

    void write(int log, long offset, long size, long timestampNanos, TraceSink sink) throws BadLineException {
        long end = end(offset, size);
        long wal = ++logs.get(log).ordinal;
        for (long block = offset / blockSize; block * blockSize < end; block++) {
            sink.accept(log, EventKind.UPDATE, block, wal, timestampNanos);
        }
    }

    void trim(int log, long offset, long size, long timestampNanos, TraceSink sink) throws BadLineException {
        long end = end(offset, size);
        long wal = ++logs.get(log).ordinal;
        long first = offset / blockSize + (offset % blockSize == 0 ? 0 : 1);
        for (long block = first; block < end / blockSize; block++) {
            sink.accept(log, EventKind.DELETE, block, wal, timestampNanos);
        }
    }

    private long end(long offset, long size) throws BadLineException {
        if (offset < 0 || size < 1 || offset > Long.MAX_VALUE - blockSize - size) {
            throw new BadLineException(
                    "a range of bytes from 0 on, not empty, that ends below 2^63",
                    "offset " + offset + ", size " + size);
        }
        if (size / blockSize >= BLOCKS_MAX) {
            throw new BadLineException("a request of less than " + BLOCKS_MAX + " blocks", "size " + size);
        }
        return offset + size;
    }
}
