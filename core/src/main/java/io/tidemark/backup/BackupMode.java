package io.tidemark.backup;

/** What a backup holds. */
public enum BackupMode {
    /** Every block of the source; begins a chain. */
    FULL,
    /** The blocks that changed since the parent, and which of the parent's blocks are gone. */
    INCREMENTAL,
    /** Every block as of some backup of a chain, put together from that chain without the source; begins a chain. */
    SYNTHETIC_FULL;

    /** Whether a backup of this mode can be restored without any other. */
    public boolean isFull() {
        return this != INCREMENTAL;
    }
}
