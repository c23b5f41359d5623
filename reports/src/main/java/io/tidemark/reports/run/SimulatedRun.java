package io.tidemark.reports.run;

import io.tidemark.engine.EngineConfig;
import io.tidemark.reports.result.BackupResult;
import io.tidemark.reports.result.Baselines;
import io.tidemark.reports.result.CheckCounts;
import io.tidemark.reports.result.EngineFigures;
import io.tidemark.reports.result.EventCounts;
import io.tidemark.reports.result.RestoreCounts;
import io.tidemark.reports.result.RunSummaryBuilder;
import io.tidemark.reports.result.Sample;
import io.tidemark.simulator.RunOptions;
import io.tidemark.simulator.RunResult;
import io.tidemark.simulator.SimulationPlan;
import io.tidemark.simulator.SimulationRun;
import io.tidemark.spi.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A simulation, set up as the commands want it, and what it found in the words of a summary. */
public final class SimulatedRun {
    private static final long BATCH_BYTES = 256 << 10;

    private SimulatedRun() {}

    /**
     * Makes the run.
     *
     * @param backups rounds of them, at least 1
     * @param config of each vnode's engine
     * @param backupFolder where the backups stay; null if they are to go
     * @param wiring what stands between vnodes and engines
     * @param progress is told now and then how much of what is under way is done
     */
    public static RunResult run(
            SimulationPlan plan,
            int backups,
            EngineConfig config,
            @Nullable Path backupFolder,
            RunOptions.Wiring wiring,
            LongConsumer progress)
            throws IOException {
        return SimulationRun.run(new RunOptions(
                plan,
                backups,
                BATCH_BYTES,
                config,
                new SimulatedPlaces(config, backupFolder),
                wiring,
                Clock.system(),
                (phase, done, total) -> progress.accept(done)));
    }

    /** Puts everything that {@code result} has into {@code summary}. */
    public static void describe(RunResult result, RunSummaryBuilder summary) {
        RunResult.Events events = result.events();
        RunResult.Restore restore = result.restore();
        summary.seed(result.seed())
                .digest(result.digest())
                .events(EventCounts.of(events.create(), events.update(), events.flush(), events.delete()))
                .backups(result.backups().stream().map(SimulatedRun::backup).toList())
                .check(new CheckCounts(
                        result.check().windows(), null, result.check().differences()))
                .restore(new RestoreCounts(restore.blocks(), restore.bytes(), restore.differences()))
                .engine(engine(result))
                .timeline(timeline(result))
                .notVerified(List.of(
                        "Crashes: no process was killed and no write failed in this run.",
                        "Overload of the event buffer: clients waited for room, so nothing could be lost."));
        addBaselines(result, summary);
    }

    private static BackupResult backup(RunResult.Backup backup) {
        return new BackupResult(
                backup.id(),
                backup.parent(),
                backup.isFull() ? BackupResult.FULL : BackupResult.INCREMENTAL,
                backup.consumer(),
                backup.vnode(),
                backup.created(),
                backup.modified(),
                backup.deleted(),
                backup.bytes(),
                backup.walFrom(),
                backup.walTo(),
                null);
    }

    private static EngineFigures engine(RunResult result) {
        RunResult.Engine engine = result.engine();
        Double eventsPerSecond = engine.nanos() > 0 ? result.events().total() * 1e9 / engine.nanos() : null;
        return new EngineFigures(
                eventsPerSecond,
                engine.memoryPeakBytes(),
                engine.memoryLimitBytes(),
                engine.segments(),
                engine.spills(),
                engine.fullRequired());
    }

    private static List<Sample> timeline(RunResult result) {
        List<Sample> timeline = new ArrayList<>();
        result.series()
                .forEach(reading ->
                        timeline.add(new Sample(reading.wallNanos() / 1e9, reading.events(), reading.engineBytes())));
        return timeline;
    }

    /* Of the incremental backups only: a full one has nothing to save. */
    private static void addBaselines(RunResult result, RunSummaryBuilder summary) {
        List<RunResult.Backup> incremental =
                result.backups().stream().filter(backup -> !backup.isFull()).toList();
        if (incremental.isEmpty()) {
            return;
        }
        long scanBlocks = 0;
        long scanBytes = 0;
        long messages = 0;
        long messageBytes = 0;
        for (RunResult.Backup backup : incremental) {
            scanBlocks += backup.fullScan().blocks();
            scanBytes += backup.fullScan().bytes();
            messages += backup.tmq().messages();
            messageBytes += backup.tmq().bytes();
        }
        summary.baselines(new Baselines(
                new Baselines.FullScan(scanBlocks, scanBytes), new Baselines.Tmq(messages, messageBytes)));
    }
}
