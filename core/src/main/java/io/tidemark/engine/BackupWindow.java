package io.tidemark.engine;

import io.tidemark.bitmap.ChangeSet;
import java.io.IOException;
import java.util.List;

/**
 * The changes that one backup is about: what arrived between a consumer's cursor and the moment of
 * {@link BitmapEngine#begin}; later events belong to the next window. What they are is read from the engine when it is asked for, whole or
 * slice by slice, as long as the window is open: until it is committed, aborted or followed by another one of its consumer.
 * Safe for use by any thread.
 */
public final class BackupWindow {
    private final Windows windows;
    private final String consumer;
    private final BackupCursor from;
    private final BackupCursor to;
    private final List<FullRequired> fullRequired;
    private final long attempt;

    BackupWindow(
            Windows windows,
            String consumer,
            BackupCursor from,
            BackupCursor to,
            List<FullRequired> fullRequired,
            long attempt) {
        this.windows = windows;
        this.consumer = consumer;
        this.from = from;
        this.to = to;
        this.fullRequired = List.copyOf(fullRequired);
        this.attempt = attempt;
    }

    /** Whose window it is. */
    public String consumer() {
        return consumer;
    }

    /** Where it begins: the consumer's cursor. */
    public BackupCursor from() {
        return from;
    }

    /** Where it ends: the consumer's cursor after a commit. */
    public BackupCursor to() {
        return to;
    }

    /**
     * What changed, all of it in memory. Equal whenever it is asked for.
     *
     * @throws FullRequiredException if that is not known in full, see {@link #fullRequired}, or can no longer be read
     * @throws IllegalStateException if the window is no longer open
     * @throws IOException if a segment cannot be read now, and may be another time
     */
    public ChangeSet changes() throws IOException {
        FullRequiredException.throwIfAny(consumer, fullRequired);
        return windows.changes(this);
    }

    /**
     * What changed, in slices, ascending in their blocks. Takes the memory of one slice, whatever the window's size.
     *
     * @param blocks how many blocks go into a slice, from 1, where a block counts once for each segment that knows it; those with the same
     *     high 48 bits stay together, also where they are more
     * @throws FullRequiredException as {@link #changes} does
     */
    public WindowSlices slices(long blocks) {
        if (blocks < 1) {
            throw new IllegalArgumentException("a slice must have room for a block: blocks=" + blocks);
        }
        FullRequiredException.throwIfAny(consumer, fullRequired);
        return new WindowSlices(windows, this, blocks);
    }

    /** What may be missing from the window, as of when it was begun or resumed. Empty when an incremental backup is possible. */
    public List<FullRequired> fullRequired() {
        return fullRequired;
    }

    long attempt() {
        return attempt;
    }
}
