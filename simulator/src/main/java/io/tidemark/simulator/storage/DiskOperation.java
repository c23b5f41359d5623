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
    LIST
}
