package io.tidemark.event;

/** Says that accepted events could not be applied, or a loss not be told, and why. What is not applied is kept. */
public final class InterceptorFailedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    InterceptorFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
