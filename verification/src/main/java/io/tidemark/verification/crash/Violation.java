package io.tidemark.verification.crash;

/**
 * An invariant that does not hold.
 *
 * @param point where; enough to see it again
 * @param message what was expected, and what was found
 */
public record Violation(CrashPoint point, String message) {
    @Override
    public String toString() {
        return message + " [" + point + "]";
    }
}
