package io.tidemark.reports.run;

import io.tidemark.engine.EngineConfig;
import io.tidemark.engine.EngineStats;
import io.tidemark.engine.MemoryStats;
import io.tidemark.event.EventKind;
import io.tidemark.reports.result.BackupResult;
import io.tidemark.reports.result.CheckCounts;
import io.tidemark.reports.result.EngineFigures;
import io.tidemark.reports.result.EventCounts;
import io.tidemark.reports.result.RunSummaryBuilder;
import io.tidemark.workloads.ChoiceSource;
import io.tidemark.workloads.trace.TraceSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Recorded events driven through the engine: an engine for each log, windows as they go, and in the end what was asked to
 * be checked. Not thread-safe.
 */
public final class Replay implements AutoCloseable {
    private static final int TICK_EVENTS = 256;

    private final ReplayOptions options;
    private final LongConsumer progress;
    private final Map<LogName, ReplayedLog> logs = new LinkedHashMap<>();
    private final Pacer pacer;
    private final Timeline timeline = new Timeline(this::memoryBytes);
    private final long[] kinds = new long[EventKind.values().length];
    private final long startNanos = System.nanoTime();
    private int traces;
    private long events;
    private long ranges;
    private double eventsPerSecond;

    /**
     * A replay that has not begun.
     *
     * @param progress is told now and then how many events were delivered
     */
    public Replay(ReplayOptions options, LongConsumer progress) {
        this.options = options;
        this.progress = progress;
        this.pacer = new Pacer(options.pace());
    }

    /**
     * Begins a trace. Each log in it, that is what has a WAL of its own, gets an engine of its own.
     *
     * @param name unique
     * @return where its events go
     */
    public TraceSink beginTrace(String name) {
        traces++;
        int trace = traces;
        Map<Integer, ReplayedLog> logsOfTrace = new HashMap<>();
        return (vnode, kind, blockId, walOffset, timestampNanos) -> {
            ReplayedLog log = logsOfTrace.get(vnode);
            if (log == null) {
                log = open(new LogName(trace, name, vnode));
                logsOfTrace.put(vnode, log);
            }
            pacer.await(timestampNanos);
            log.accept(kind, blockId, walOffset, timestampNanos);
            count(kind);
        };
    }

    /** What a log is called: its number in its trace, and the trace. */
    private record LogName(int trace, String traceName, int vnode) {
        /* The folder itself for the log 0 of the first trace, which is all there is in most. */
        Path folderIn(Path folder) {
            Path ofTrace = trace == 1 ? folder : folder.resolve("trace-" + trace);
            return vnode == 0 ? ofTrace : ofTrace.resolve("vnode-" + vnode);
        }

        String among(int logs, int traces) {
            if (logs == 1) {
                return "";
            }
            return (traces == 1 ? "" : traceName + "/") + "vnode-" + vnode;
        }
    }

    private ReplayedLog open(LogName name) {
        try {
            ReplayedLog log = ReplayedLog.open(configOf(name), options);
            logs.put(name, log);
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EngineConfig configOf(LogName name) {
        EngineConfig config = options.config();
        Path folder = config.persistPath();
        return folder == null
                ? config
                : config.toBuilder().persistPath(name.folderIn(folder)).build();
    }

    private void count(EventKind kind) {
        kinds[kind.code()]++;
        events++;
        if (events % TICK_EVENTS == 0) {
            timeline.tick(events);
            progress.accept(events);
        }
    }

    private long memoryBytes() {
        return logs.values().stream()
                .mapToLong(log -> log.engine().memoryStats().currentBytes())
                .sum();
    }

    /** Ends the last windows, does the checks that were asked for, and puts all that was found into {@code summary}. */
    public void finish(RunSummaryBuilder summary) throws IOException {
        logs.values().forEach(ReplayedLog::finish);
        eventsPerSecond = events / Math.max(1e-9, deliveryNanos() / 1e9);
        summary.timeline(timeline.finish(events));
        checkRanges(summary);
        List<BackupResult> windows = new ArrayList<>();
        RunDigest digest = new RunDigest();
        logs.forEach((name, log) -> {
            windows.addAll(log.windows(name.among(logs.size(), traces)));
            digest.text(name.trace + " " + name.vnode + " " + log.digest());
        });
        summary.backups(windows)
                .digest(digest.finish())
                .events(EventCounts.of(kinds[0], kinds[1], kinds[2], kinds[3]))
                .engine(engineFigures())
                .notVerified(notVerified());
    }

    private double deliveryNanos() {
        long checks = logs.values().stream().mapToLong(ReplayedLog::checkNanos).sum();
        return System.nanoTime() - startNanos - checks;
    }

    private void checkRanges(RunSummaryBuilder summary) throws IOException {
        if (options.checking() == ReplayOptions.Checking.NONE) {
            return;
        }
        ChoiceSource choices = ChoiceSource.seeded(options.seed());
        long windows = 0;
        for (ReplayedLog log : logs.values()) {
            ranges += log.checkRanges(choices);
            windows += log.windowsChecked();
        }
        summary.check(new CheckCounts(windows, ranges, differences().size()));
    }

    /** What differed from the list of events, a sentence each. */
    public List<String> differences() {
        List<String> differences = new ArrayList<>();
        logs.values().forEach(log -> differences.addAll(log.differences()));
        return differences;
    }

    private EngineFigures engineFigures() {
        long peak = 0;
        long segments = 0;
        long spills = 0;
        long losses = 0;
        for (ReplayedLog log : logs.values()) {
            MemoryStats memory = log.engine().memoryStats();
            EngineStats stats = log.engine().stats();
            peak = Math.max(peak, memory.peakBytes());
            segments += stats.segments();
            spills += stats.spills();
            losses += log.losses().size();
        }
        return new EngineFigures(eventsPerSecond, peak, options.config().memoryLimitBytes(), segments, spills, losses);
    }

    private List<String> notVerified() {
        List<String> points = new ArrayList<>();
        points.add("Block contents: a trace has none, so nothing was backed up or restored.");
        for (ReplayedLog log : logs.values()) {
            log.losses().forEach(loss -> points.add("A window is missing, a full backup would be required: " + loss));
        }
        return points;
    }

    @Override
    public void close() throws IOException {
        for (ReplayedLog log : logs.values()) {
            log.close();
        }
    }
}
