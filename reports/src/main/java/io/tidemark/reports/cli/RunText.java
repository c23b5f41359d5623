package io.tidemark.reports.cli;

import io.tidemark.reports.html.Format;
import io.tidemark.reports.result.Baselines;
import io.tidemark.reports.result.CheckCounts;
import io.tidemark.reports.result.CrashFigures;
import io.tidemark.reports.result.EngineFigures;
import io.tidemark.reports.result.EventCounts;
import io.tidemark.reports.result.RestoreCounts;
import io.tidemark.reports.result.RunSummary;
import io.tidemark.reports.result.TraceCounts;

/** What a run found, a line each, for a terminal. */
final class RunText {
    private final RunSummary run;
    private final StringBuilder text = new StringBuilder("\n");

    private RunText(RunSummary run) {
        this.run = run;
    }

    static String of(RunSummary run) {
        return new RunText(run).build();
    }

    private String build() {
        EventCounts events = run.events();
        if (events != null) {
            line(
                    "events",
                    Format.count(events.total()) + " (" + Format.count(events.create()) + " create, "
                            + Format.count(events.update()) + " update, " + Format.count(events.flush()) + " flush, "
                            + Format.count(events.delete()) + " delete)");
        }
        TraceCounts trace = run.trace();
        if (trace != null) {
            line(
                    "trace",
                    Format.count(trace.records(), "record") + ", " + Format.count(trace.readsSkipped(), "read")
                            + " skipped, " + Format.count(trace.badLines(), "damaged line") + " skipped");
        }
        addEngine();
        addBaselines();
        addVerdicts();
        addCrash();
        if (run.digest() != null) {
            line("digest", run.digest());
        }
        return text.toString();
    }

    private void addEngine() {
        EngineFigures engine = run.engine();
        if (engine == null) {
            return;
        }
        if (engine.eventsPerSecond() != null) {
            line("speed", Format.rate(engine.eventsPerSecond()) + " events/s");
        }
        if (engine.memoryPeakBytes() != null && engine.memoryLimitBytes() != null) {
            line(
                    "memory",
                    "peak " + Format.bytes(engine.memoryPeakBytes()) + " of "
                            + Format.bytes(engine.memoryLimitBytes()));
        }
        if (engine.fullRequired() != null && engine.fullRequired() > 0) {
            line("losses", engine.fullRequired() + " told: a full backup is required");
        }
    }

    private void addBaselines() {
        Baselines baselines = run.baselines();
        if (baselines == null) {
            return;
        }
        if (baselines.fullScan() != null) {
            line(
                    "full scan",
                    Format.count(baselines.fullScan().blocks(), "block") + ", "
                            + Format.bytes(baselines.fullScan().bytes()));
        }
        if (baselines.tmq() != null) {
            line(
                    "TMQ",
                    Format.count(baselines.tmq().messages(), "message") + ", "
                            + Format.bytes(baselines.tmq().bytes()));
        }
    }

    private void addVerdicts() {
        CheckCounts check = run.check();
        if (check != null) {
            line(
                    "check",
                    Format.count(check.windows(), "window")
                            + (check.ranges() == null ? "" : ", " + Format.count(check.ranges(), "range")) + ": "
                            + Format.count(check.differences(), "difference"));
        }
        RestoreCounts restore = run.restore();
        if (restore != null) {
            line(
                    "restore",
                    Format.count(restore.blocks(), "block") + ", " + Format.bytes(restore.bytes()) + ": "
                            + Format.count(restore.differences(), "difference"));
        }
    }

    private void addCrash() {
        CrashFigures crash = run.crash();
        if (crash != null) {
            line(
                    "crashes",
                    "at " + Format.count(crash.crashes()) + " of "
                            + Format.count(crash.operations(), "storage operation") + ", with every outcome at "
                            + Format.count(crash.exhausted()));
            crash.trials().forEach((trial, points) -> line("", trial + ": " + Format.count(points)));
            line("faults", "");
            crash.faults().forEach((kind, count) -> line("", kind + ": " + Format.count(count)));
            line("crash", Format.count(crash.points(), "point") + ": " + Format.count(crash.violations(), "violation"));
        }
    }

    private void line(String name, String value) {
        text.append(name)
                .append(" ".repeat(Math.max(1, 11 - name.length())))
                .append(value)
                .append('\n');
    }
}
