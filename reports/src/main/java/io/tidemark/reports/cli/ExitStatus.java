package io.tidemark.reports.cli;

/** What the process answers; scripts depend on the numbers. */
final class ExitStatus {
    /** Done, and nothing found wrong. */
    static final int GOOD = 0;
    /** A verification found a difference or damage. */
    static final int DIFFERENCE = 1;
    /** Bad arguments or bad input. */
    static final int INPUT = 2;
    /** The environment: disk full, no permission, not enough memory. */
    static final int ENVIRONMENT = 3;
    /** A fault of Tidemark's own. */
    static final int FAULT = 70;

    private ExitStatus() {}
}
