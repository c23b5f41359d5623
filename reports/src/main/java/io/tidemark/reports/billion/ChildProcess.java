package io.tidemark.reports.billion;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A life in a process of its own, of the same Java with the same options and class path but its own heap limit. Ended with this
 * object at the latest. For one thread.
 */
final class ChildProcess implements AutoCloseable {
    /** What a process that was killed by signal 9 answers. */
    static final int KILLED = ChildFailedException.SIGNALS + 9;

    /** Options that would not go with the child's heap limit, or that only one process can have. */
    private static final List<String> NOT_INHERITED =
            List.of("-Xms", "-XX:InitialHeapSize", "-XX:MinHeapSize", "-javaagent:", "-agentlib:", "-agentpath:");

    /** What the command line begins a message with. */
    private static final String TOLD = "tidemark: ";

    private static final int ERRORS_MAX = 20;
    private static final int END_SECONDS_MAX = 10;

    private final String name;
    private final Process process;
    private final BufferedReader lines;
    private final Thread errorReader;
    private final List<String> errors = new ArrayList<>();

    private ChildProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
        this.errorReader = new Thread(this::readErrors, "child-errors");
        errorReader.setDaemon(true);
        errorReader.start();
    }

    /**
     * Starts one.
     *
     * @param name what messages call it
     * @param heapBytes the most heap that it takes
     * @param arguments main class and arguments
     */
    static ChildProcess start(String name, long heapBytes, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (NOT_INHERITED.stream().noneMatch(option::startsWith)) {
                command.add(option);
            }
        }
        command.addAll(List.of("-Xmx" + heapBytes, "-cp", System.getProperty("java.class.path")));
        command.addAll(arguments);
        return new ChildProcess(name, new ProcessBuilder(command).start());
    }

    private void readErrors() {
        try (BufferedReader reader = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (errors) {
                    if (errors.size() == ERRORS_MAX) {
                        errors.remove(0);
                    }
                    errors.add(line);
                }
            }
        } catch (IOException e) {
            // the process was ended from here
        }
    }

    /** What it says next; {@code null} when it has ended. */
    @Nullable
    String nextLine() throws IOException {
        return lines.readLine();
    }

    /** Kills it with SIGKILL. Answers whether that is what ended it. */
    boolean kill() throws IOException {
        process.destroyForcibly();
        return awaitExit() == KILLED;
    }

    /** Waits for its end and throws unless it was a good one. */
    void expectGoodEnd() throws IOException {
        int status = awaitExit();
        if (status != 0) {
            throw failure(status);
        }
    }

    /** Why it ended when it should not have; waits for its end. */
    ChildFailedException earlyEnd() throws IOException {
        return failure(awaitExit());
    }

    private ChildFailedException failure(int status) {
        List<String> said = errors();
        int told = 0;
        for (int i = 0; i < said.size(); i++) {
            told = said.get(i).startsWith(TOLD) ? i : told;
        }
        boolean isSignal = status > ChildFailedException.SIGNALS;
        boolean isTold = !said.isEmpty() && said.get(told).startsWith(TOLD);
        String how = isSignal ? "was ended by signal " + (status - ChildFailedException.SIGNALS) : "answered " + status;
        String reason = String.join("\n", said.subList(told, said.size()));
        return new ChildFailedException(
                isSignal || isTold ? status : ChildFailedException.NO_REASON,
                name + " " + how
                        + (reason.isEmpty() ? ", saying nothing" : ": " + reason.replaceFirst("^" + TOLD, "")));
    }

    private int awaitExit() throws IOException {
        try {
            int status = process.waitFor();
            errorReader.join();
            return status;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("stopped while waiting for the child process").initCause(e);
        }
    }

    /** The last lines that it wrote to standard error. */
    List<String> errors() {
        synchronized (errors) {
            return List.copyOf(errors);
        }
    }

    /** Kills it if it still runs, and sees to it that it writes no more; from any thread. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
