package io.tidemark.verification.crash;

/** An invariant does not hold. */
final class ViolationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ViolationException(String message) {
        super(message);
    }
}
