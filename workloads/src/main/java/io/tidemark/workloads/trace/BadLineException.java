package io.tidemark.workloads.trace;

/** A line that is not of the format. */
final class BadLineException extends Exception {
    private static final long serialVersionUID = 1;

    private final String expected;
    private final String found;

    BadLineException(String expected, String found) {
        super(expected, null, false, false);
        this.expected = expected;
        this.found = found;
    }

    String expected() {
        return expected;
    }

    String found() {
        return found;
    }
}
