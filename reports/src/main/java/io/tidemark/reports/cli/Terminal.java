package io.tidemark.reports.cli;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes: results to standard output, messages and progress to standard error.
 *
 * @param out standard output
 * @param err standard error
 * @param isInteractive whether a person looks at standard error
 */
record Terminal(PrintStream out, PrintStream err, boolean isInteractive) {
    /** The process's own streams, in UTF-8. Java cannot tell whether standard error is a terminal: the launcher says so. */
    static Terminal ofProcess() {
        boolean interactive = Boolean.getBoolean("tidemark.terminal");
        return new Terminal(utf8(System.out), utf8(System.err), interactive);
    }

    private static PrintStream utf8(OutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    /** A writer that passes on at the end of each line. */
    static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
