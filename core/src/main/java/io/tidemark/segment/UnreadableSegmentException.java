package io.tidemark.segment;

import io.tidemark.bitmap.CorruptDataException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** A sealed segment could not be read; the cause says why. */
public final class UnreadableSegmentException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient SealedSegment segment;

    UnreadableSegmentException(SealedSegment segment, IOException cause) {
        super("segment cannot be read: file=" + segment.fileName() + ": " + cause.getMessage(), cause);
        this.segment = segment;
    }

    /** Which. */
    public SealedSegment segment() {
        return segment;
    }

    /** Whether reading again cannot help: the file is gone, cut short, or says what its checksums do not. */
    public boolean isDamage() {
        Throwable cause = getCause();
        return cause instanceof CorruptDataException
                || cause instanceof NoSuchFileException
                || cause instanceof EOFException;
    }
}
