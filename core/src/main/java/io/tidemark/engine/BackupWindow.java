package io.tidemark.engine;

import io.tidemark.bitmap.ChangeSet;
import java.util.List;

/**
 * The changes that one backup is about: what arrived between a consumer's cursor and the moment of
 * {@link BitmapEngine#begin}. Immutable; later events belong to the next window.
 */
public final class BackupWindow {
    private final String consumer;
    private final BackupCursor from;
    private final BackupCursor to;
    private final ChangeSet changes;
    private final List<FullRequired> fullRequired;
    private final long attempt;

    BackupWindow(
            String consumer,
            BackupCursor from,
            BackupCursor to,
            ChangeSet changes,
            List<FullRequired> fullRequired,
            long attempt) {
        this.consumer = consumer;
        this.from = from;
        this.to = to;
        this.changes = changes;
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
     * What changed.
     *
     * @throws FullRequiredException if that is not known in full, see {@link #fullRequired}
     */
    public ChangeSet changes() {
        FullRequiredException.throwIfAny(consumer, fullRequired);
        return changes;
    }

    /** What may be missing from the window. Empty when an incremental backup is possible. */
    public List<FullRequired> fullRequired() {
        return fullRequired;
    }

    long attempt() {
        return attempt;
    }
}
