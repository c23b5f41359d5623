package io.tidemark.simulator.storage;

import java.util.Set;

/** What can go wrong with a disk: in a crash, in one operation, or while nobody looks. */
@SuppressWarnings("ImmutableEnumChecker") // a set of Set.of does not change
public enum FaultKind {
    /** In a crash: an unforced write is not there. */
    ABSENT_WRITE,
    /** In a crash: an unforced write is there up to, or from, the border of a sector. */
    TORN_WRITE,
    /** In a crash: sectors of an unforced write hold other bytes. */
    GARBAGE_WRITE,
    /** In a crash: a file has its length, but not all of its bytes; what is not there reads as zeros. */
    ZEROED_TAIL,
    /** In a crash: a file created, and not covered by a force of the folder, has no name. */
    UNDONE_CREATE,
    /** In a crash: a file renamed, and not covered by a force of the folder, has its old name. */
    UNDONE_RENAME,
    /** In a crash: a file deleted, and not covered by a force of the folder, is back. */
    UNDONE_DELETE,

    /** A read or a look at the folder fails. */
    FAILED_READ(DiskOperation.OPEN, DiskOperation.READ, DiskOperation.MAP, DiskOperation.LIST),
    /** A write fails; a part of its bytes may be there. */
    FAILED_WRITE(DiskOperation.WRITE, DiskOperation.OVERWRITE),
    /** There is no room for a new file or for more bytes; of a write that fails a part may be there. */
    DISK_FULL(DiskOperation.CREATE, DiskOperation.WRITE),
    /** A force fails: what it was to make durable may be lost, even if a later one succeeds. */
    FAILED_FORCE(DiskOperation.FORCE, DiskOperation.FORCE_DIRECTORY),
    /** A rename fails and changes nothing. */
    FAILED_RENAME(DiskOperation.RENAME),
    /** A deletion fails and changes nothing. */
    FAILED_DELETE(DiskOperation.DELETE),

    /** While the disk lay still: a byte of a file changed. */
    FLIPPED_BYTE,
    /** While the disk lay still: a file lost its end. */
    CUT_FILE,
    /** While the disk lay still: a file vanished. */
    LOST_FILE;

    private final Set<DiskOperation> operations;

    FaultKind(DiskOperation... operations) {
        this.operations = Set.of(operations);
    }

    /** Whether this operation can fail in this way. */
    public boolean strikes(DiskOperation operation) {
        return operations.contains(operation);
    }

    /** Whether an operation can fail in this way at all. */
    public boolean isFailure() {
        return !operations.isEmpty();
    }
}
