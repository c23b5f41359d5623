package io.tidemark.bitmap;

/** The five sets that carry a {@link ChangeSet}. */
public enum WindowPart {
    /** Blocks with a change event. */
    TOUCHED,
    /** Blocks whose first change event is CREATE. */
    FIRST_CREATED,
    /** Blocks whose last change event is DELETE. */
    LAST_DELETED,
    /** Blocks whose last change event is CREATE or UPDATE with no FLUSH after it. */
    UNFLUSHED,
    /** Blocks with a FLUSH. */
    FLUSHED;

    /** This part of a change set. */
    public BlockSet of(ChangeSet changes) {
        return switch (this) {
            case TOUCHED -> changes.touched();
            case FIRST_CREATED -> changes.firstCreated();
            case LAST_DELETED -> changes.lastDeleted();
            case UNFLUSHED -> changes.unflushed();
            case FLUSHED -> changes.flushed();
        };
    }
}
