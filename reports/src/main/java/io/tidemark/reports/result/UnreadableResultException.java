package io.tidemark.reports.result;

import java.nio.file.Path;

/** A file that was given as a result is not one that this version reads. The message is complete. */
public final class UnreadableResultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param line from 1; 0 if the whole file is meant
     * @param expected what should have been there
     * @param found what was there
     */
    UnreadableResultException(Path file, int line, String expected, String found) {
        super(file + (line > 0 ? ":" + line : "") + ": expected " + expected + ", found " + found);
    }
}
