package io.tidemark.backup;

/** What to do when window and view disagree about which blocks exist. */
public enum AbsentPolicy {
    /**
     * Fail the session, also when a block that the window deletes is still there. Right for a source whose view stands still: view and window are of one moment there, so an
     * absent block means that one of the two is wrong, and a backup without the block would be a silent miss.
     */
    REFUSE,
    /**
     * Record the block as deleted, and count it in the manifest. For a source whose view shows later changes: there the
     * block was deleted after the window's end, its DELETE is in the next window, and the restored moment is exact from
     * the next backup on. Not for views that stand still, where it would hide the loss of a block.
     */
    DELETED_LATER
}
