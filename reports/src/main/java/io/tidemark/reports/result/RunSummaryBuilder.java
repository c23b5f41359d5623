package io.tidemark.reports.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the parts of a {@link RunSummary}; what is never set stays absent. For one thread. */
public final class RunSummaryBuilder {
    private final String command;
    private final String version;
    private @Nullable List<String> arguments;
    private @Nullable String started;
    private @Nullable Double seconds;
    private @Nullable Machine machine;
    private @Nullable String input;
    private @Nullable Long seed;
    private @Nullable String digest;
    private @Nullable Map<String, String> settings;
    private @Nullable EventCounts events;
    private @Nullable TraceCounts trace;
    private @Nullable List<BackupResult> backups;
    private @Nullable CheckCounts check;
    private @Nullable RestoreCounts restore;
    private @Nullable Baselines baselines;
    private @Nullable CrashFigures crash;
    private @Nullable EngineFigures engine;
    private @Nullable List<BenchResult> benchmarks;
    private @Nullable BillionFigures billion;
    private @Nullable List<Sample> timeline;
    private @Nullable List<String> notVerified;

    RunSummaryBuilder(String command, String version) {
        this.command = command;
        this.version = version;
    }

    public RunSummaryBuilder arguments(List<String> arguments) {
        this.arguments = List.copyOf(arguments);
        return this;
    }

    public RunSummaryBuilder started(String started) {
        this.started = started;
        return this;
    }

    public RunSummaryBuilder seconds(double seconds) {
        this.seconds = seconds;
        return this;
    }

    public RunSummaryBuilder machine(Machine machine) {
        this.machine = machine;
        return this;
    }

    public RunSummaryBuilder input(String input) {
        this.input = input;
        return this;
    }

    public RunSummaryBuilder seed(long seed) {
        this.seed = seed;
        return this;
    }

    public RunSummaryBuilder digest(String digest) {
        this.digest = digest;
        return this;
    }

    public RunSummaryBuilder settings(Map<String, String> settings) {
        this.settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        return this;
    }

    public RunSummaryBuilder events(EventCounts events) {
        this.events = events;
        return this;
    }

    public RunSummaryBuilder trace(TraceCounts trace) {
        this.trace = trace;
        return this;
    }

    public RunSummaryBuilder backups(List<BackupResult> backups) {
        this.backups = List.copyOf(backups);
        return this;
    }

    public RunSummaryBuilder check(CheckCounts check) {
        this.check = check;
        return this;
    }

    public RunSummaryBuilder restore(RestoreCounts restore) {
        this.restore = restore;
        return this;
    }

    public RunSummaryBuilder baselines(Baselines baselines) {
        this.baselines = baselines;
        return this;
    }

    public RunSummaryBuilder crash(CrashFigures crash) {
        this.crash = crash;
        return this;
    }

    public RunSummaryBuilder engine(EngineFigures engine) {
        this.engine = engine;
        return this;
    }

    public RunSummaryBuilder benchmarks(List<BenchResult> benchmarks) {
        this.benchmarks = List.copyOf(benchmarks);
        return this;
    }

    public RunSummaryBuilder billion(BillionFigures billion) {
        this.billion = billion;
        return this;
    }

    public RunSummaryBuilder timeline(List<Sample> timeline) {
        this.timeline = List.copyOf(timeline);
        return this;
    }

    public RunSummaryBuilder notVerified(List<String> notVerified) {
        this.notVerified = List.copyOf(notVerified);
        return this;
    }

    /** The summary of what was set. */
    public RunSummary build() {
        return new RunSummary(
                RunSummary.SCHEMA_VERSION,
                command,
                version,
                arguments,
                started,
                seconds,
                machine,
                input,
                seed,
                digest,
                settings,
                events,
                trace,
                backups,
                check,
                restore,
                baselines,
                crash,
                engine,
                benchmarks,
                billion,
                timeline,
                notVerified);
    }
}
