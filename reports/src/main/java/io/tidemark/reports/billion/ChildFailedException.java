package io.tidemark.reports.billion;

/** A child process ended in another way than it should have. The message is complete. */
public final class ChildFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The status of a process that a signal ended is this and the signal's number. */
    public static final int SIGNALS = 128;

    /** The status when it did not say what was wrong. */
    public static final int NO_REASON = 0;

    private final int status;

    /**
     * @param status what the child answered, {@link #NO_REASON} if it did not say why
     * @param message complete
     */
    public ChildFailedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** What the child answered and gave a reason for, {@link #NO_REASON} if it gave none; above {@link #SIGNALS} if a signal ended it. */
    public int status() {
        return status;
    }
}
