package io.tidemark.simulator.storage;

/** What a storage can be asked to do. Each is one operation, numbered in the order in which they come. */
public enum DiskOperation {
    CREATE,
    WRITE,
    OVERWRITE,
    FORCE,
    RENAME,
    DELETE,
    FORCE_DIRECTORY,
    OPEN,
    READ,
    MAP,
    LIST;

    /** Whether the disk is the same after it as before. */
    public boolean isRead() {
        return switch (this) {
            case OPEN, READ, MAP, LIST -> true;
            default -> false;
        };
    }
}
