package io.tidemark.spi;

import io.tidemark.event.EventSink;
import java.io.IOException;

/** A host: a storage engine with one write-ahead log (one vnode), as the backup and the recovery see it. */
public interface StorageEngine {
    /** A name for messages, reports and backup folders, such as {@code vnode-2}. */
    String name();

    /** The oldest WAL offset from which events can still be delivered again, unsigned; 0 if the log reaches back to its begin. */
    long firstWalOffset();

    /**
     * Delivers again, in WAL order, every event whose offset is at or after {@code walOffset}, to the present end.
     *
     * @return how many events were delivered
     * @throws IOException if the log cannot be read, or does not reach back to {@code walOffset}
     */
    long replay(long walOffset, EventSink sink) throws IOException;

    /**
     * Takes a view of all blocks at one point. The host runs {@code point} at a moment when every event of an earlier
     * change has been handed over and no block changes, and answers with the blocks as of that moment; then writes go on.
     */
    BlockSource snapshot(SnapshotPoint point) throws IOException;

    /** What has to happen at the point of a snapshot: short, and never waiting for the host. */
    @FunctionalInterface
    interface SnapshotPoint {
        void fix() throws IOException;
    }
}
