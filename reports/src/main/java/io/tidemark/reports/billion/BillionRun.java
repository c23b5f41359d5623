package io.tidemark.reports.billion;

import io.tidemark.reports.result.BillionFigures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The run: a child process marks and is killed, a second one opens what it left and is asked the same, and the answers of both
 * are held against what the log knows. Not thread-safe.
 */
public final class BillionRun {
    /** What a block takes on disk at the most, while segments are merged. */
    private static final long DISK_BYTES_PER_BLOCK = 16;

    private final BillionOptions options;
    private final SyntheticLog log;
    private final List<String> differences = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private volatile @Nullable ChildProcess child;
    private LongConsumer progress = delivered -> {};
    private boolean killed;
    private long diskPeakBytes;

    /** A run that has not begun. */
    public BillionRun(BillionOptions options) {
        this.options = options;
        this.log = new SyntheticLog(options.seed(), options.blocks());
    }

    /** Events in the log. */
    public long events() {
        return log.events();
    }

    /**
     * Runs.
     *
     * @param progress is told how many events were delivered, of {@link #events}
     * @throws ChildFailedException if a child process does not do its part
     */
    public BillionFigures run(LongConsumer progress) throws IOException {
        this.progress = progress;
        WorkFolder folder = openFolder();
        Thread cleaning = new Thread(() -> cleanUp(folder), "billion-cleaning");
        Runtime.getRuntime().addShutdownHook(cleaning);
        try {
            return run(folder);
        } finally {
            removeHook(cleaning);
            cleanUp(folder);
        }
    }

    private WorkFolder openFolder() throws IOException {
        return options.keep() == null ? WorkFolder.temporary(options.out()) : WorkFolder.kept(options.keep());
    }

    private BillionFigures run(WorkFolder folder) throws IOException {
        folder.expectRoom(log.blocks() * DISK_BYTES_PER_BLOCK);
        FirstLife.Report first = firstLife(folder);
        SecondLife.Report second = secondLife(folder);
        Comparison comparison = new Comparison(log);
        comparison.compare(first, second);
        differences.addAll(comparison.differences());
        return new Summing(log, options, first, second)
                .figures(differences.size(), comparison.answers(), killed, folder.bytes(), diskPeakBytes);
    }

    private FirstLife.Report firstLife(WorkFolder folder) throws IOException {
        try (ChildProcess life = start("first", folder)) {
            FirstLife.Report report = report(life, folder, FirstLife.Report.class);
            awaitReady(life, folder);
            killed = life.kill();
            notes.addAll(life.errors());
            return report;
        }
    }

    private SecondLife.Report secondLife(WorkFolder folder) throws IOException {
        try (ChildProcess life = start("second", folder)) {
            SecondLife.Report report = report(life, folder, SecondLife.Report.class);
            life.expectGoodEnd();
            notes.addAll(life.errors());
            return report;
        }
    }

    private ChildProcess start(String life, WorkFolder folder) throws IOException {
        List<String> command = new ArrayList<>(options.lifeCommand());
        command.addAll(List.of("--life", life, "--folder", folder.path().toString()));
        ChildProcess started = ChildProcess.start(
                "the child process that writes to " + folder.path(), BillionOptions.HEAP_BYTES, command);
        child = started;
        return started;
    }

    private <T> T report(ChildProcess life, WorkFolder folder, Class<T> type) throws IOException {
        return LifeChannel.reportIn(await(life, folder, LifeChannel.REPORT), type);
    }

    private void awaitReady(ChildProcess life, WorkFolder folder) throws IOException {
        await(life, folder, LifeChannel.READY);
    }

    /* The next line that begins so; what comes before it is progress. */
    private String await(ChildProcess life, WorkFolder folder, String begin) throws IOException {
        for (String line = life.nextLine(); line != null; line = life.nextLine()) {
            diskPeakBytes = Math.max(diskPeakBytes, folder.bytes());
            if (line.startsWith(begin)) {
                return line;
            }
            if (line.startsWith(LifeChannel.PROGRESS)) {
                progress.accept(Long.parseLong(line.substring(LifeChannel.PROGRESS.length())));
            }
        }
        throw life.earlyEnd();
    }

    /* Also on Ctrl-C, in a thread of its own. */
    private void cleanUp(WorkFolder folder) {
        ChildProcess running = child;
        if (running != null) {
            running.close();
        }
        try {
            folder.close();
        } catch (IOException e) {
            notes.add("cannot delete " + folder.path() + ": " + e);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is going down: the hook runs, or has
        }
    }

    /** What differed from what the log knows, a sentence each. */
    public List<String> differences() {
        return differences;
    }

    /** What the child processes wrote to standard error though all went well. */
    public List<String> notes() {
        return notes;
    }
}
