package io.tidemark.bitmap;

/** What a window did to a block, as the next backup sees it. */
public enum BlockState {
    /** Unchanged: the last backup has it as it is. */
    CLEAN,
    /** Existed before and changed: the next backup must copy it. */
    DIRTY,
    /** Did not exist before: the next backup must copy it. */
    NEW,
    /** Exists no longer: the next backup must forget it. */
    DELETED
}
