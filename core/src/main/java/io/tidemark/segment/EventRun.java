package io.tidemark.segment;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.bitmap.CorruptDataException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Events that arrived one after another, fixed: a sealed segment, or the active segment's events of one moment. Safe for
 * use by any thread. Everything that reads a file may throw {@link CorruptDataException} or another {@link IOException}.
 */
public interface EventRun {
    /** The bounds of its offsets and times. Not to be changed. */
    Zone zone();

    /**
     * Whether the change set in arrival order may differ from that in WAL order, because a block's events did not come in
     * WAL order (a log delivered again, half way).
     */
    boolean isDisordered();

    /**
     * The lowest WAL offset here that may be below an offset of the same block in an earlier run, unsigned; the highest
     * number if there is none.
     */
    long lateFrom();

    /** The change set of all its events in arrival order. */
    ChangeSet changes() throws IOException;

    /** Its events in the range, in WAL order and among equal offsets in arrival order. */
    EventCursor events(EventRange range) throws IOException;

    /** Heap that a cursor over its events takes. */
    long cursorBytes();

    /** What the changes of a block here amount to, in arrival order; {@code null} if it has none. */
    @Nullable
    Touch touch(long blockId) throws IOException;

    /** The last event of a block by WAL order, then arrival; {@code null} if it has none here. */
    @Nullable
    LastEvent last(long blockId) throws IOException;

    /**
     * A block's changes in a run.
     *
     * @param firstCreated whether the first is a CREATE
     * @param lastDeleted whether the last is a DELETE
     */
    record Touch(boolean firstCreated, boolean lastDeleted) {}

    /**
     * What is known of the last events of a block.
     *
     * @param change the last CREATE, UPDATE or DELETE; its code
     * @param walOffset where in the log it was, unsigned
     * @param timestampNanos when
     * @param flushed whether a FLUSH follows it
     * @param onlyFlush whether there is no change, only a FLUSH; the other parts but {@code flushed} then mean nothing
     */
    record LastEvent(int change, long walOffset, long timestampNanos, boolean flushed, boolean onlyFlush) {}
}
