package io.tidemark.engine;

/** Why an incremental backup cannot be trusted and a full one is required. */
public enum LossReason {
    /** The consumer has never completed a backup: there is nothing to be incremental to. */
    NO_BASE,
    /** The ring buffer was full under {@code OverflowPolicy.DEGRADE}, or a blocked offer timed out. */
    OVERFLOW,
    /** A segment in the window is damaged. */
    CORRUPT_SEGMENT,
    /** The host could not deliver again what the engine had not made durable. */
    WAL_GAP,
    /** Events could not be kept because the disk was full or failed. */
    STORAGE_FAILURE,
    /** More distinct blocks changed than {@code max_blocks} allows in a window. All are tracked. */
    MAX_BLOCKS,
    /** The consumer fell behind what the retention keeps. */
    RETENTION,
    /** Tracking was switched off for a while. */
    TRACKING_DISABLED
}
