package io.tidemark.backup;

/** What the caller of {@link BackupCoordinator#begin} asks for. */
public enum BackupRequest {
    /** Every block, whatever the engine knows. */
    FULL,
    /** The changed blocks only; refused with {@link FullRequiredException} where that would leave something out. */
    INCREMENTAL,
    /** Incremental where that is safe, full otherwise; the manifest says why. */
    AUTO
}
