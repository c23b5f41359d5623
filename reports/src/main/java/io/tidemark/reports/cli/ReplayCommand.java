package io.tidemark.reports.cli;

import io.tidemark.engine.EngineConfig;
import io.tidemark.reports.html.Format;
import io.tidemark.reports.result.CheckCounts;
import io.tidemark.reports.result.RunSummary;
import io.tidemark.reports.result.RunSummaryBuilder;
import io.tidemark.reports.result.TraceCounts;
import io.tidemark.reports.run.Replay;
import io.tidemark.reports.run.ReplayOptions;
import io.tidemark.workloads.trace.TraceFormat;
import io.tidemark.workloads.trace.TraceOptions;
import io.tidemark.workloads.trace.TraceReader;
import io.tidemark.workloads.trace.TraceSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code replay}: recorded traces through the engine. */
@Command(
        name = "replay",
        description = {
            "Drives the engine from recorded traces: our own (Avro), vscsi CSV, MSR Cambridge CSV, fio "
                    + "iolog v2/v3, each also gzipped.",
            "Leaves summary.json and report.html in --out. Exit status 1 if --check finds a difference."
        })
final class ReplayCommand extends ReportingCommand {
    private static final int SHOWN_DIFFERENCES = 10;

    @Parameters(arity = "1..*", paramLabel = "TRACE", description = "The traces, one after another.")
    private List<Path> traces = List.of();

    @Option(
            names = "--backup-every",
            paramLabel = "N",
            description = "Events in a window, at least 1 (default: 100000). The last window may have fewer.")
    private long windowEvents = 100_000;

    @Option(
            names = "--block-size",
            paramLabel = "BYTES",
            converter = ByteSize.class,
            description = "Bytes of a block, for traces of byte ranges (default: 4096).")
    private long blockSize = 4096;

    @Option(
            names = "--check",
            description = "Hold every window and 200 random WAL and time ranges against a plain list of the events.")
    private boolean check;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "One of ${COMPLETION-CANDIDATES}; found from the content if not given.")
    private @Nullable TraceFormat format;

    @Option(names = "--skip-bad-lines", description = "Count damaged lines instead of stopping at the first.")
    private boolean skipBadLines;

    @Option(
            names = "--speed",
            paramLabel = "max|recorded",
            description = "As fast as it goes, or as recorded (default: max).")
    private ReplayOptions.Pace speed = ReplayOptions.Pace.MAX;

    private long records;
    private long skippedReads;
    private long skippedLines;

    @Override
    public Integer call() throws IOException {
        ReplayOptions replayOptions = replayOptions();
        outFolder();
        RunSummaryBuilder summary =
                newSummary().input(input()).seed(options().seed()).settings(settings(replayOptions.config()));
        List<String> differences;
        try (Progress progress = Progress.of(this, "replay", " events", -1);
                Replay replay = new Replay(replayOptions, progress)) {
            for (Path trace : traces) {
                deliver(trace, replay.beginTrace(trace.toString()));
            }
            replay.finish(summary);
            differences = replay.differences();
        }
        finish(
                summary.trace(new TraceCounts(records, skippedReads, skippedLines))
                        .seconds(seconds())
                        .build(),
                differences);
        return differences.isEmpty() ? ExitStatus.GOOD : ExitStatus.DIFFERENCE;
    }

    private ReplayOptions replayOptions() throws IOException {
        if (windowEvents < 1) {
            throw new InputProblem("--backup-every: expected at least 1 event, found " + windowEvents);
        }
        if (blockSize > Integer.MAX_VALUE) {
            throw new InputProblem("--block-size: expected less than 2 GiB, found " + blockSize);
        }
        EngineConfig config = EngineSettings.of(options());
        if (check) {
            EngineSettings.checkIsNew(config);
        }
        return new ReplayOptions(
                check ? config.toBuilder().exactRetentionNanos(Long.MAX_VALUE).build() : config,
                windowEvents,
                check ? ReplayOptions.Checking.WINDOWS_AND_RANGES : ReplayOptions.Checking.NONE,
                speed,
                options().seed());
    }

    private String input() {
        return String.join(" ", traces.stream().map(Path::toString).toList());
    }

    private Map<String, String> settings(EngineConfig config) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("Events in a window", Format.count(windowEvents));
        settings.put("Block size", Format.bytes(blockSize));
        settings.put("Speed", speed.name().toLowerCase(Locale.ROOT));
        settings.putAll(EngineSettings.facts(config));
        return settings;
    }

    private void deliver(Path trace, TraceSink sink) {
        try (TraceReader reader = TraceReader.open(trace, new TraceOptions(format, (int) blockSize, skipBadLines))) {
            boolean more = true;
            while (more) {
                more = reader.next(sink);
            }
            records += reader.records();
            skippedReads += reader.skippedReads();
            skippedLines += reader.skippedLines();
        }
    }

    private void finish(RunSummary run, List<String> differences) throws IOException {
        if (run.backups() != null) {
            print(WindowTable.of("window", run.backups()));
        }
        print(RunText.of(run));
        CheckCounts counts = run.check();
        if (counts != null && !differences.isEmpty()) {
            differences.stream()
                    .limit(SHOWN_DIFFERENCES)
                    .forEach(d -> terminal().err().println("tidemark: " + d));
        }
        writeResults(run);
    }
}
