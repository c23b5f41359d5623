package io.tidemark.reports.cli;

import io.tidemark.backup.BackupRefusedException;
import io.tidemark.bitmap.CorruptDataException;
import io.tidemark.engine.ConfigException;
import io.tidemark.event.InterceptorFailedException;
import io.tidemark.reports.billion.ChildFailedException;
import io.tidemark.reports.result.UnreadableResultException;
import io.tidemark.workloads.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.openjdk.jmh.runner.RunnerException;

/** Turns what was thrown into an exit status and a message without a stack trace. */
final class Failures {
    private Failures() {}

    /** What to answer and what to say. */
    record Failure(int status, String message) {}

    /** What the exit status and the message for {@code thrown} are. */
    static Failure of(Throwable thrown) {
        Throwable cause = unwrap(thrown);
        if (isInput(cause)) {
            return new Failure(ExitStatus.INPUT, message(cause));
        }
        if (cause instanceof ChildFailedException child) {
            return new Failure(statusOf(child), message(cause));
        }
        if (cause instanceof FileSystemException file) {
            return ofFile(file);
        }
        if (cause instanceof CorruptDataException || cause instanceof BackupRefusedException) {
            return new Failure(ExitStatus.DIFFERENCE, message(cause));
        }
        if (cause instanceof IOException) {
            return new Failure(ExitStatus.ENVIRONMENT, message(cause));
        }
        if (cause instanceof RunnerException && message(cause).contains("JMH lock")) {
            return new Failure(
                    ExitStatus.ENVIRONMENT,
                    "another JMH run is under way on this machine: wait until it has ended, for what is measured beside it says"
                            + " little; or set TIDEMARK_JAVA_OPTS=-Djmh.ignoreLock=true");
        }
        if (cause instanceof OutOfMemoryError) {
            return new Failure(
                    ExitStatus.ENVIRONMENT,
                    "not enough memory: " + message(cause)
                            + "; give Java more, for instance TIDEMARK_JAVA_OPTS=-Xmx4g");
        }
        return new Failure(ExitStatus.FAULT, "unexpected fault: " + cause);
    }

    /* What a child answers means the same here; a signal that nobody here sent comes from outside, such as for lack of memory. */
    private static int statusOf(ChildFailedException child) {
        if (child.status() > ChildFailedException.SIGNALS) {
            return ExitStatus.ENVIRONMENT;
        }
        return child.status() == ChildFailedException.NO_REASON ? ExitStatus.FAULT : child.status();
    }

    private static Failure ofFile(FileSystemException e) {
        String file = String.valueOf(e.getFile());
        if (e instanceof NoSuchFileException) {
            return new Failure(ExitStatus.INPUT, file + ": expected a file or folder, found none");
        }
        if (e instanceof NotDirectoryException) {
            return new Failure(ExitStatus.INPUT, file + ": expected a folder, found a file");
        }
        if (e instanceof FileAlreadyExistsException) {
            return new Failure(ExitStatus.INPUT, file + ": expected nothing there, found a file or folder");
        }
        if (e instanceof DirectoryNotEmptyException) {
            return new Failure(ExitStatus.INPUT, file + ": expected an empty folder, found files in it");
        }
        if (e instanceof AccessDeniedException) {
            return new Failure(ExitStatus.ENVIRONMENT, file + ": no permission");
        }
        String reason = e.getReason();
        return new Failure(ExitStatus.ENVIRONMENT, reason == null ? message(e) : file + ": " + reason);
    }

    /* What these carry is the cause that matters. */
    private static Throwable unwrap(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause != null && (thrown instanceof UncheckedIOException || thrown instanceof InterceptorFailedException)
                ? unwrap(cause)
                : thrown;
    }

    private static boolean isInput(Throwable thrown) {
        return thrown instanceof InputProblem
                || thrown instanceof InputException
                || thrown instanceof ConfigException
                || thrown instanceof UnreadableResultException;
    }

    private static String message(Throwable thrown) {
        return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
    }

    /** Where the stack of a fault was written, for a report of it; a sentence in either case. */
    static String keepStack(Throwable fault) {
        StringWriter stack = new StringWriter();
        fault.printStackTrace(new PrintWriter(stack));
        try {
            Path log = Files.createTempFile("tidemark-fault-", ".log");
            Files.writeString(log, stack.toString());
            return "This should not happen; what is needed to find it is in " + log;
        } catch (IOException e) {
            return "This should not happen; --stacktrace shows where it did.";
        }
    }
}
