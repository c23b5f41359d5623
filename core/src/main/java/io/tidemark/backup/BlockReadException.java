package io.tidemark.backup;

import java.io.IOException;

/** A block of the source could not be read, for good, or contradicts the window. The backup fails rather than be wrong. */
public final class BlockReadException extends IOException {
    private static final long serialVersionUID = 1;

    private final long blockId;
    private final int attempts;

    BlockReadException(long blockId, int attempts, String why, Throwable cause) {
        super(
                "block cannot be read, " + why + ": block=" + Long.toUnsignedString(blockId) + ", attempts=" + attempts
                        + ", cause=" + cause,
                cause);
        this.blockId = blockId;
        this.attempts = attempts;
    }

    BlockReadException(long blockId, String contradiction) {
        super("window and view must agree about a block, see AbsentPolicy: block=" + Long.toUnsignedString(blockId)
                + ", found=" + contradiction);
        this.blockId = blockId;
        this.attempts = 1;
    }

    /** The block, unsigned. */
    public long blockId() {
        return blockId;
    }

    /** How often it was tried. */
    public int attempts() {
        return attempts;
    }
}
