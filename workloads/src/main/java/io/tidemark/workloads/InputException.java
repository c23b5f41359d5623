package io.tidemark.workloads;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Input from outside that cannot be used. The message says where, what was expected, what was found, and what to do. */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Names the fault.
     *
     * @param where the input, and the line or position or path in it
     * @param expected what would do
     * @param found what is there
     * @param advice what to do
     */
    public InputException(String where, String expected, String found, String advice) {
        super(where + ": expected " + expected + ", found " + found + ". " + advice);
    }

    /** Names the fault and what showed it. */
    public InputException(String where, String expected, String found, String advice, @Nullable Throwable cause) {
        this(where, expected, found, advice);
        initCause(cause);
    }

    /**
     * What to throw for a file that could not be opened or read: an {@link UncheckedIOException} if that is not the
     * input's fault, for want of permission.
     */
    public static RuntimeException unreadable(Path file, IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return new UncheckedIOException(cause);
        }
        String found = Files.isDirectory(file) ? "a folder" : Files.exists(file) ? cause.getMessage() : "none";
        return new InputException(
                file.toString(), "a file that can be read", String.valueOf(found), "Check the path.", cause);
    }
}
