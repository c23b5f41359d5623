package io.tidemark.workloads;

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
}
