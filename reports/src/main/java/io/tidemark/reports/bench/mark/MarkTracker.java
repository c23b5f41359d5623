package io.tidemark.reports.bench.mark;

import java.io.IOException;

/** What takes marks and knows for each block its last one, and for each range of time the blocks that were marked in it. */
interface MarkTracker extends AutoCloseable {
    /** How many marks a tracker may take as one, where it gains by that: as many as Tidemark's interceptor. */
    int BATCH = 1024;

    /** What one thread marks through. */
    interface Producer {
        /** Takes the mark of a block. */
        void mark(long blockId, long walOffset, long timestampNanos) throws IOException;

        /** Hands on what it has taken and holds back. The last call. */
        void end() throws IOException;
    }

    /** A producer's way in; one for each thread. */
    Producer producer();

    /** Returns when every mark that was handed on can be asked for, and is as durable as this tracker makes it. */
    void settle() throws IOException;

    /** The blocks with a mark in a range of time, both ends inclusive, ascending and each once. After {@link #settle}. */
    long[] blocksByTime(long from, long to) throws IOException;

    @Override
    void close() throws IOException;
}
