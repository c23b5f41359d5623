package io.tidemark.reports.cli;

/** An argument, or what it names, is not usable. The message says what was expected and what was found. */
final class InputProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InputProblem(String message) {
        super(message);
    }
}
