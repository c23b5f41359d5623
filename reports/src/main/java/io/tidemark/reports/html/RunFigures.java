package io.tidemark.reports.html;

import io.tidemark.reports.html.Chart.Limit;
import io.tidemark.reports.html.Chart.Series;
import io.tidemark.reports.html.Figures.Plot;
import io.tidemark.reports.html.Figures.Table;
import io.tidemark.reports.result.BackupResult;
import io.tidemark.reports.result.Baselines;
import io.tidemark.reports.result.EngineFigures;
import io.tidemark.reports.result.RunSummary;
import io.tidemark.reports.result.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The figures of one run, each only if the run measured what it shows. */
final class RunFigures {
    private static final String NONE = "–";

    /** Rates over shorter times than this part of the run would show the clock more than the engine. */
    private static final int RATES_MAX = 60;

    private final RunSummary run;
    private final Markup page;
    private final Figures figures;

    RunFigures(RunSummary run, Markup page, Figures figures) {
        this.run = run;
        this.page = page;
        this.figures = figures;
    }

    void append() {
        List<BackupResult> backups = run.backups();
        if (run.baselines() != null) {
            appendComparison(run.baselines());
        }
        if (backups != null && !backups.isEmpty()) {
            page.element("h3", isReplay() ? "Windows" : "Backups");
            if (backups.stream().anyMatch(b -> b.bytes() != null)) {
                appendBackupBytes(backups);
            }
            appendWindows(backups);
        }
        if (run.crash() != null) {
            page.element("h3", "Crashes");
            appendCounts(
                    "What was tried",
                    "Recoveries that were held to the oracle.",
                    run.crash().trials());
            appendCounts(
                    "What went wrong",
                    "Faults that changed something.",
                    run.crash().faults());
        }
        List<Sample> timeline = run.timeline();
        if (timeline != null && timeline.size() > 1) {
            page.element("h3", "Over time");
            appendThroughput(timeline);
            appendMemory(timeline);
        }
    }

    private boolean isReplay() {
        return run.command().equals("replay");
    }

    private void appendComparison(Baselines baselines) {
        List<String> names = new ArrayList<>();
        List<@Nullable Double> bytes = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        Long copied = KeyFigure.incrementalBytes(run.backups());
        if (copied != null) {
            names.add("Incremental backups");
            bytes.add((double) copied);
            rows.add(List.of(
                    "Incremental backups", Format.bytes(copied), Format.count(incrementalBlocks()) + " blocks", "1"));
        }
        Baselines.FullScan scan = baselines.fullScan();
        if (scan != null) {
            names.add("Full scan");
            bytes.add((double) scan.bytes());
            rows.add(List.of(
                    "Full scan",
                    Format.bytes(scan.bytes()),
                    Format.count(scan.blocks()) + " blocks",
                    times(scan.bytes(), copied)));
        }
        Baselines.Tmq tmq = baselines.tmq();
        if (tmq != null) {
            names.add("Message queue (TMQ)");
            bytes.add((double) tmq.bytes());
            rows.add(List.of(
                    "Message queue (TMQ)",
                    Format.bytes(tmq.bytes()),
                    Format.count(tmq.messages()) + " messages",
                    times(tmq.bytes(), copied)));
        }
        page.element("h3", "Incremental against full scan and message queue");
        figures.append(
                page,
                "Bytes read for the same changes",
                "All incremental backups of the run together, and what it takes to find the same changes without a tracker.",
                new Plot("rows", "bytes", names, "", List.of(new Series("Bytes read", 0, bytes)), null),
                new Table(List.of("Way", "Bytes", "Read", "Times the incremental"), rows));
    }

    private static String times(long bytes, @Nullable Long copied) {
        return copied == null || copied == 0 ? NONE : Format.digits((double) bytes / copied);
    }

    private long incrementalBlocks() {
        List<BackupResult> backups = run.backups() == null ? List.of() : run.backups();
        return backups.stream()
                .filter(b -> b.mode().equals(BackupResult.INCREMENTAL))
                .mapToLong(BackupResult::dirty)
                .sum();
    }

    private void appendBackupBytes(List<BackupResult> backups) {
        List<@Nullable Double> full = new ArrayList<>();
        List<@Nullable Double> incremental = new ArrayList<>();
        for (BackupResult backup : backups) {
            Double bytes = backup.bytes() == null ? null : (double) backup.bytes();
            boolean isIncremental = backup.mode().equals(BackupResult.INCREMENTAL);
            full.add(isIncremental ? null : bytes);
            incremental.add(isIncremental ? bytes : null);
        }
        figures.append(
                page,
                "Bytes copied by each backup",
                "In the order in which they were taken.",
                new Plot(
                        "stack",
                        "bytes",
                        ids(backups),
                        "backup",
                        List.of(new Series("Full", 3, full), new Series("Incremental", 0, incremental)),
                        null),
                new Table(
                        List.of("Backup", "Mode", "Bytes", "Took"),
                        backups.stream()
                                .map(b -> List.of(
                                        b.id(),
                                        b.mode(),
                                        b.bytes() == null ? NONE : Format.bytes(b.bytes()),
                                        b.seconds() == null ? NONE : Format.seconds(b.seconds())))
                                .toList()));
    }

    private void appendWindows(List<BackupResult> backups) {
        figures.append(
                page,
                "Blocks in each window",
                "Created and modified blocks are to copy, deleted ones to leave out.",
                new Plot(
                        "stack",
                        "count",
                        ids(backups),
                        isReplay() ? "window" : "backup",
                        List.of(
                                new Series("Modified", 0, values(backups, BackupResult::modified)),
                                new Series("Created", 1, values(backups, BackupResult::created)),
                                new Series("Deleted", 2, values(backups, BackupResult::deleted))),
                        null),
                new Table(
                        List.of("Window", "Mode", "Created", "Modified", "Deleted", "WAL from", "WAL to"),
                        backups.stream().map(RunFigures::windowRow).toList()));
    }

    private static List<String> windowRow(BackupResult backup) {
        return List.of(
                backup.id(),
                backup.mode(),
                Format.count(backup.created()),
                Format.count(backup.modified()),
                Format.count(backup.deleted()),
                backup.walFrom() == null ? NONE : Format.unsigned(backup.walFrom()),
                backup.walTo() == null ? NONE : Format.unsigned(backup.walTo()));
    }

    private static List<String> ids(List<BackupResult> backups) {
        return backups.stream().map(BackupResult::id).toList();
    }

    private static List<@Nullable Double> values(List<BackupResult> backups, ToLongFunction<BackupResult> part) {
        List<@Nullable Double> values = new ArrayList<>();
        backups.forEach(b -> values.add((double) part.applyAsLong(b)));
        return values;
    }

    private void appendCounts(String title, String reading, Map<String, Long> counts) {
        List<String> names = new ArrayList<>();
        List<@Nullable Double> values = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        counts.forEach((kind, count) -> {
            String name =
                    kind.charAt(0) + kind.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
            names.add(name);
            values.add((double) count);
            rows.add(List.of(name, Format.count(count)));
        });
        figures.append(
                page,
                title,
                reading,
                new Plot("rows", "count", names, "", List.of(new Series("Count", 0, values)), null),
                new Table(List.of("Kind", "Count"), rows));
    }

    private void appendThroughput(List<Sample> timeline) {
        List<String> x = new ArrayList<>();
        List<@Nullable Double> rates = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        double shortest = timeline.get(timeline.size() - 1).seconds() / RATES_MAX;
        Sample before = timeline.get(0);
        for (Sample now : timeline) {
            if (now.seconds() - before.seconds() < shortest) {
                continue;
            }
            double rate = (now.events() - before.events()) / Math.max(1e-9, now.seconds() - before.seconds());
            x.add(Double.toString(now.seconds()));
            rates.add(rate);
            rows.add(List.of(Format.digits(now.seconds()), Format.count(now.events()), Format.rate(rate)));
            before = now;
        }
        figures.append(
                page,
                "Throughput",
                "Events delivered per second of wall clock, backups and checks in between included.",
                new Plot("line", "rate", x, "seconds", List.of(new Series("Events per second", 0, rates)), null),
                new Table(List.of("Seconds", "Events so far", "Events per second"), rows));
    }

    private void appendMemory(List<Sample> timeline) {
        List<String> x = new ArrayList<>();
        List<@Nullable Double> memory = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (Sample sample : timeline) {
            x.add(Double.toString(sample.seconds()));
            memory.add((double) sample.memoryBytes());
            rows.add(List.of(Format.digits(sample.seconds()), Format.bytes(sample.memoryBytes())));
        }
        EngineFigures engine = run.engine();
        Long limit = engine == null ? null : engine.memoryLimitBytes();
        figures.append(
                page,
                "Engine memory",
                limit == null
                        ? "Bytes that the engine owns."
                        : "Bytes that the engine owns; its limit is " + Format.bytes(limit) + ".",
                new Plot(
                        "line",
                        "bytes",
                        x,
                        "seconds",
                        List.of(new Series("Engine memory", 1, memory)),
                        limit == null ? null : new Limit("limit", limit)),
                new Table(List.of("Seconds", "Bytes"), rows));
    }
}
