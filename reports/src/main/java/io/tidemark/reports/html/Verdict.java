package io.tidemark.reports.html;

import io.tidemark.reports.result.BillionFigures;
import io.tidemark.reports.result.CheckCounts;
import io.tidemark.reports.result.CrashFigures;
import io.tidemark.reports.result.EngineFigures;
import io.tidemark.reports.result.RestoreCounts;
import io.tidemark.reports.result.RunSummary;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing that a run was judged by, and how it came out.
 *
 * @param standing how it came out
 * @param title what was judged, short
 * @param text what was found, a sentence
 */
record Verdict(Standing standing, String title, String text) {
    /** How a verdict came out; each has a word and a mark besides its colour. */
    enum Standing {
        GOOD("good", "✓", "holds"),
        BAD("bad", "✗", "fails"),
        NOTE("note", "i", "for information"),
        OPEN("open", "–", "not looked at in this run");

        private final String style;
        private final String mark;
        private final String word;

        Standing(String style, String mark, String word) {
            this.style = style;
            this.mark = mark;
            this.word = word;
        }

        String style() {
            return style;
        }

        String mark() {
            return mark;
        }

        String word() {
            return word;
        }
    }

    /** The verdicts on a run, the weightiest first. */
    static List<Verdict> of(RunSummary run) {
        List<Verdict> verdicts = new ArrayList<>();
        BillionFigures billion = run.billion();
        if (billion != null) {
            verdicts.add(recovery(billion));
            verdicts.add(exactness(billion));
            return verdicts;
        }
        CrashFigures crash = run.crash();
        if (crash == null) {
            verdicts.add(restore(run));
            verdicts.add(check(run));
        } else {
            verdicts.add(crash(crash));
        }
        EngineFigures engine = run.engine();
        if (engine != null) {
            addLoss(engine, verdicts);
            addMemory(engine, verdicts);
        }
        if (run.digest() != null) {
            verdicts.add(new Verdict(
                    Standing.NOTE,
                    "Determinism digest",
                    run.digest() + ". The same seed and input give the same digest, on any JDK."));
        }
        return verdicts;
    }

    private static Verdict recovery(BillionFigures billion) {
        String text = Format.count(billion.lostMarks()) + " marks were not durable then, and were delivered again.";
        return billion.killed()
                ? new Verdict(Standing.GOOD, "Killed, and opened again", text)
                : new Verdict(Standing.BAD, "Not killed", "The process ended in another way than by SIGKILL.");
    }

    private static Verdict exactness(BillionFigures billion) {
        String text = Format.count(billion.answers(), "answer")
                + " held against what the log knows, by count and digest of the blocks; together they cover every event.";
        return billion.differences() == 0
                ? new Verdict(Standing.GOOD, "Every answer is exact", text)
                : new Verdict(
                        Standing.BAD,
                        "Answers differ from the log",
                        Format.count(billion.differences(), "difference") + ", " + text);
    }

    private static Verdict crash(CrashFigures crash) {
        String looked =
                Format.count(crash.points(), "recovery").replace("recoverys", "recoveries") + " from crashes at "
                        + Format.count(crash.crashes(), "storage operation") + ", from failures and from damage";
        return crash.violations() == 0
                ? new Verdict(Standing.GOOD, "Every crash was survived", looked + ".")
                : new Verdict(
                        Standing.BAD,
                        "A crash was not survived",
                        Format.count(crash.violations(), "violation") + ", " + looked + ". The first: "
                                + crash.first().get(0));
    }

    private static Verdict restore(RunSummary run) {
        RestoreCounts restore = run.restore();
        if (restore == null) {
            return new Verdict(Standing.OPEN, "Restore", "No backup was restored in this run.");
        }
        String looked = Format.count(restore.blocks(), "block") + " (" + Format.bytes(restore.bytes())
                + ") compared byte for byte";
        return restore.differences() == 0
                ? new Verdict(Standing.GOOD, "Restored without a difference", looked + ".")
                : new Verdict(
                        Standing.BAD,
                        "The restore differs",
                        Format.count(restore.differences(), "difference") + ", " + looked + ".");
    }

    private static Verdict check(RunSummary run) {
        CheckCounts check = run.check();
        if (check == null) {
            return new Verdict(
                    Standing.OPEN,
                    "Windows and ranges",
                    "They were not held against a list of the events in this run.");
        }
        String ranges = check.ranges() == null ? "" : " and " + Format.count(check.ranges()) + " range queries";
        String looked = Format.count(check.windows(), "window") + ranges + " held against a plain list of the events";
        return check.differences() == 0
                ? new Verdict(Standing.GOOD, "Every answer is exact", looked + ".")
                : new Verdict(
                        Standing.BAD,
                        "Answers differ from the events",
                        Format.count(check.differences(), "difference") + ", " + looked + ".");
    }

    private static void addLoss(EngineFigures engine, List<Verdict> verdicts) {
        Long losses = engine.fullRequired();
        if (losses != null) {
            verdicts.add(
                    losses == 0
                            ? new Verdict(Standing.GOOD, "No loss", "The engine kept every event it was given.")
                            : new Verdict(
                                    Standing.NOTE,
                                    "Losses were told",
                                    Format.count(losses, "loss").replace("losss", "losses")
                                            + " reported: the consumers concerned need a full backup."));
        }
    }

    private static void addMemory(EngineFigures engine, List<Verdict> verdicts) {
        Long peak = engine.memoryPeakBytes();
        Long limit = engine.memoryLimitBytes();
        if (peak != null && limit != null) {
            String text = "Peak " + Format.bytes(peak) + ", limit " + Format.bytes(limit) + ".";
            verdicts.add(
                    peak <= limit
                            ? new Verdict(Standing.GOOD, "Memory stayed within its limit", text)
                            : new Verdict(Standing.BAD, "Memory exceeded its limit", text));
        }
    }
}
