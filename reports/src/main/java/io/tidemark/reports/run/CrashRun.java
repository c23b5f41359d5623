package io.tidemark.reports.run;

import io.tidemark.reports.result.CrashFigures;
import io.tidemark.reports.result.RunSummaryBuilder;
import io.tidemark.verification.crash.CrashCheckResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A crash check in the words of a summary. */
public final class CrashRun {
    private static final int VIOLATIONS_SHOWN = 20;

    private CrashRun() {}

    /** Puts everything that {@code result} has into {@code summary}. */
    public static void describe(CrashCheckResult result, RunSummaryBuilder summary) {
        summary.crash(figures(result))
                .notVerified(List.of(
                        "Real disks: the disk is a model. It tears between sectors, not inside of one, and keeps what was forced.",
                        "Threads: one thread ran the engine and its background work.",
                        "Backups: windows were begun and committed, no block was copied."));
    }

    private static CrashFigures figures(CrashCheckResult result) {
        return new CrashFigures(
                result.operations(),
                result.crashes(),
                result.exhausted(),
                result.points(),
                byName(result.pointsByKind()),
                byName(result.faults()),
                result.violations().size(),
                result.violations().stream()
                        .limit(VIOLATIONS_SHOWN)
                        .map(Object::toString)
                        .toList());
    }

    private static Map<String, Long> byName(Map<? extends Enum<?>, Long> counts) {
        Map<String, Long> named = new LinkedHashMap<>();
        counts.forEach((kind, count) -> named.put(kind.name(), count));
        return named;
    }
}
