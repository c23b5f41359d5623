package io.tidemark.reports.billion;

/** A child process ended in another way than it should have. The message is complete. */
public final class ChildFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ChildFailedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** What the child answered; above 128 if a signal ended it. */
    public int status() {
        return status;
    }
}
