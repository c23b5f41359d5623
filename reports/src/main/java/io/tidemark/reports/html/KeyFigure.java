package io.tidemark.reports.html;

import io.tidemark.reports.result.BackupResult;
import io.tidemark.reports.result.Baselines;
import io.tidemark.reports.result.BillionFigures;
import io.tidemark.reports.result.EngineFigures;
import io.tidemark.reports.result.EventCounts;
import io.tidemark.reports.result.RunSummary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number that a reader looks for first.
 *
 * @param value with its unit
 * @param label what it is
 */
record KeyFigure(String value, String label) {
    /** The key figures of a run, as many as it measured. */
    static List<KeyFigure> of(RunSummary run) {
        List<KeyFigure> figures = new ArrayList<>();
        addShare(run, figures);
        EventCounts events = run.events();
        if (events != null) {
            figures.add(new KeyFigure(Format.rate((double) events.total()), "events"));
        }
        EngineFigures engine = run.engine();
        if (engine != null && engine.eventsPerSecond() != null) {
            figures.add(new KeyFigure(Format.rate(engine.eventsPerSecond()), "events per second"));
        }
        if (engine != null && engine.memoryPeakBytes() != null) {
            figures.add(new KeyFigure(Format.bytes(engine.memoryPeakBytes()), "engine memory, peak"));
        }
        if (run.billion() != null) {
            addBillion(run.billion(), figures);
        }
        if (run.crash() != null) {
            figures.add(new KeyFigure(Format.count(run.crash().points()), "recoveries"));
            figures.add(new KeyFigure(Format.count(run.crash().violations()), "violations"));
        }
        if (run.backups() != null) {
            figures.add(new KeyFigure(
                    Format.count(run.backups().size()), run.command().equals("replay") ? "windows" : "backups"));
        }
        return figures;
    }

    private static void addBillion(BillionFigures billion, List<KeyFigure> figures) {
        figures.add(new KeyFigure(Format.rate((double) billion.blocks()), "distinct blocks"));
        figures.add(new KeyFigure(Format.rate(billion.marksPerSecond()), "marks per second"));
        figures.add(new KeyFigure(Format.digits(billion.memoryBytesPerBlock()), "bytes a block in memory"));
        figures.add(new KeyFigure(Format.seconds(billion.openMillis() / 1e3), "to open after the kill"));
    }

    private static void addShare(RunSummary run, List<KeyFigure> figures) {
        Baselines baselines = run.baselines();
        Long copied = incrementalBytes(run.backups());
        if (baselines != null
                && copied != null
                && baselines.fullScan() != null
                && baselines.fullScan().bytes() > 0) {
            figures.add(new KeyFigure(
                    Format.percent((double) copied / baselines.fullScan().bytes()), "of a full scan's bytes copied"));
        }
    }

    /** The bytes that all incremental backups copied together; null if they were not counted. */
    static @Nullable Long incrementalBytes(@Nullable List<BackupResult> backups) {
        if (backups == null) {
            return null;
        }
        long sum = 0;
        boolean counted = false;
        for (BackupResult backup : backups) {
            if (backup.mode().equals(BackupResult.INCREMENTAL) && backup.bytes() != null) {
                sum += backup.bytes();
                counted = true;
            }
        }
        return counted ? sum : null;
    }
}
