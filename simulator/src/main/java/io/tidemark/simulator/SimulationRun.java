package io.tidemark.simulator;

import io.tidemark.backup.BackupOptions;
import io.tidemark.backup.BackupRepository;
import io.tidemark.backup.RepositoryOptions;
import io.tidemark.engine.BitmapEngine;
import io.tidemark.event.EventKind;
import io.tidemark.simulator.store.Difference;
import io.tidemark.simulator.store.StoreImage;
import io.tidemark.simulator.vnode.Vnode;
import io.tidemark.simulator.vnode.VnodeCounts;
import io.tidemark.simulator.vnode.VnodeOptions;
import io.tidemark.spi.CallerDispatcher;
import io.tidemark.spi.Dispatcher;
import io.tidemark.spi.Entropy;
import io.tidemark.workloads.ChoiceSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The whole experiment: a world under a workload, an engine at each vnode, rounds of backups spread over the operations
 * while writes go on, every backup restored and held against the oracle.
 *
 * <p>Checked: each window's sets against a plain list of the events, each restore against an image of the store, block by
 * block. Not checked here: crashes; and a window of which a loss was told, but by the restore of the full backup that follows.
 */
public final class SimulationRun {
    private static final int OPERATIONS_PER_TURN = 16;
    private static final int BATCH_BLOCKS_MAX = 1 << 16;
    private static final int SAMPLES = 200;
    private static final int SHOWN_DIFFERENCES = 10;

    private final RunOptions options;
    private final SimulationPlan plan;
    private final VirtualClock clock = new VirtualClock();
    private final ChoiceSource choices;
    private final CallerDispatcher dispatcher = Dispatcher.caller();
    private final RunDigest digest = new RunDigest();
    private final List<TrackedVnode> tracked = new ArrayList<>();
    private final List<Tracker> trackers = new ArrayList<>();
    private final List<RunResult.Backup> backups = new ArrayList<>();
    private final List<RunResult.Sample> series = new ArrayList<>();
    private final long startedNanos;
    private long engineNanos;

    private SimulationRun(RunOptions options) {
        this.options = options;
        this.plan = options.plan();
        this.choices = ChoiceSource.seeded(plan.seed()).fork("run");
        this.startedNanos = options.stopwatch().nanoTime();
    }

    /** Makes the run. Folders it was given are closed when it returns. */
    public static RunResult run(RunOptions options) throws IOException {
        return new SimulationRun(options).run();
    }

    private RunResult run() throws IOException {
        BackupSchedule schedule = BackupSchedule.of(plan, options.backups());
        try (BackupRepository repository =
                BackupRepository.open(options.places().backups(), repositoryOptions(), clock, entropy("backups"))) {
            return run(repository, schedule);
        } finally {
            for (Tracker tracker : trackers) {
                tracker.close();
            }
        }
    }

    private Entropy entropy(String of) {
        return new DrawnEntropy(choices.fork("entropy of " + of));
    }

    private RepositoryOptions repositoryOptions() {
        return RepositoryOptions.builder()
                .compression(options.engine().backupCompression())
                .build();
    }

    private RunResult run(BackupRepository repository, BackupSchedule schedule) throws IOException {
        try (Simulation world = open(repository)) {
            try {
                drive(world, schedule);
            } finally {
                for (TrackedVnode vnode : tracked) {
                    vnode.close();
                }
            }
            return result(world, restoreAll(repository));
        }
    }

    private Simulation open(BackupRepository repository) throws IOException {
        for (VnodeOptions vnode : plan.vnodes()) {
            int number = vnode.vnode();
            BitmapEngine engine = BitmapEngine.open(
                    options.engine(), options.places().engine(number), clock, dispatcher, entropy("engine " + number));
            trackers.add(new Tracker(number, engine, options, digest));
        }
        Simulation world = Simulation.open(plan, clock, options.places(), this::tracker);
        BackupOptions backupOptions = BackupOptions.builder()
                .batchBytes(options.batchBytes())
                .batchBlocks(Math.min(options.engine().backupBatchBlocks(), BATCH_BLOCKS_MAX))
                .build();
        for (Vnode vnode : world.vnodes()) {
            Tracker tracker = tracker(vnode.options().vnode());
            tracked.add(new TrackedVnode(vnode, tracker, repository, dispatcher, backupOptions));
        }
        return world;
    }

    private Tracker tracker(int vnode) {
        return trackers.stream()
                .filter(tracker -> tracker.vnode() == vnode)
                .findFirst()
                .orElseThrow();
    }

    private void drive(Simulation world, BackupSchedule schedule) throws IOException {
        for (int round = 0; round < options.backups(); round++) {
            writeUntil(world, schedule.begin(round), schedule.operations());
            backUp(world, schedule.writesDuring(round, world.operationCount()));
            sample(world);
        }
        writeUntil(world, schedule.operations(), schedule.operations());
    }

    private void writeUntil(Simulation world, long until, long total) throws IOException {
        long sampleEvery = Math.max(1, total / SAMPLES);
        while (world.operationCount() < until && world.step()) {
            if (world.operationCount() % OPERATIONS_PER_TURN == 0) {
                stepEngines();
            }
            if (world.operationCount() % sampleEvery == 0) {
                sample(world);
                options.progress().at("writing", world.operationCount(), total);
            }
        }
    }

    private void stepEngines() {
        long begin = options.stopwatch().nanoTime();
        dispatcher.step();
        engineNanos += options.stopwatch().nanoTime() - begin;
    }

    /* One backup of every vnode; after each batch of each of them clients get a turn, until they had their share. */
    private void backUp(Simulation world, long writes) throws IOException {
        long until = world.operationCount() + writes;
        for (TrackedVnode vnode : tracked) {
            vnode.beginBackup(clock.elapsedNanos(), world.operationCount());
        }
        while (tracked.stream().anyMatch(TrackedVnode::isBackingUp)) {
            for (TrackedVnode vnode : tracked) {
                if (vnode.isBackingUp()) {
                    RunResult.Backup done = vnode.stepBackup(world.operationCount());
                    if (done != null) {
                        backups.add(done);
                    }
                    write(world, Math.min(until, world.operationCount() + 1 + choices.below(OPERATIONS_PER_TURN)));
                }
            }
        }
    }

    private void write(Simulation world, long until) throws IOException {
        while (world.operationCount() < until && world.step()) {
            stepEngines();
        }
    }

    private void sample(Simulation world) {
        series.add(new RunResult.Sample(
                options.stopwatch().nanoTime() - startedNanos,
                clock.elapsedNanos(),
                eventCounts().total(),
                sum(tracker -> tracker.engine().memoryStats().currentBytes()),
                world.vnodes().stream()
                        .mapToLong(vnode -> vnode.store().liveBlocks())
                        .sum(),
                world.vnodes().stream()
                        .mapToLong(vnode -> vnode.store().liveBytes())
                        .sum()));
    }

    private RunResult.Restore restoreAll(BackupRepository repository) throws IOException {
        long total =
                tracked.stream().mapToLong(vnode -> vnode.committed().size()).sum();
        long restores = 0;
        long blocks = 0;
        long bytes = 0;
        List<Difference> differences = new ArrayList<>();
        for (TrackedVnode vnode : tracked) {
            for (TrackedVnode.Committed backup : vnode.committed()) {
                StoreImage.Comparison comparison = backup.image().compare();
                blocks += repository.restore(backup.id(), comparison::block);
                differences.addAll(comparison.finish());
                bytes += comparison.restoredBytes();
                restores++;
                options.progress().at("restoring", restores, total);
            }
        }
        return new RunResult.Restore(
                restores,
                blocks,
                bytes,
                differences.size(),
                differences.stream()
                        .limit(SHOWN_DIFFERENCES)
                        .map(Difference::toString)
                        .toList());
    }

    private RunResult result(Simulation world, RunResult.Restore restore) {
        List<String> wrong = trackers.stream()
                .flatMap(tracker -> tracker.differences().stream())
                .toList();
        return new RunResult(
                plan.name(),
                plan.seed(),
                digest.finish(),
                world.operationCount(),
                clock.elapsedNanos(),
                eventCounts(),
                backups,
                new RunResult.Check(
                        sum(Tracker::windows),
                        wrong.size(),
                        wrong.stream().limit(SHOWN_DIFFERENCES).toList()),
                restore,
                engineFigures(),
                world.vnodes().stream().map(Vnode::counts).reduce(VnodeCounts.NONE, VnodeCounts::plus),
                world.vnodes().stream()
                        .mapToLong(vnode -> vnode.store().liveBlocks())
                        .sum(),
                world.vnodes().stream()
                        .mapToLong(vnode -> vnode.store().liveBytes())
                        .sum(),
                series);
    }

    private RunResult.Events eventCounts() {
        return new RunResult.Events(
                sum(tracker -> tracker.count(EventKind.CREATE)),
                sum(tracker -> tracker.count(EventKind.UPDATE)),
                sum(tracker -> tracker.count(EventKind.FLUSH)),
                sum(tracker -> tracker.count(EventKind.DELETE)));
    }

    private RunResult.Engine engineFigures() {
        return new RunResult.Engine(
                engineNanos,
                sum(tracker -> tracker.engine().memoryStats().peakBytes()),
                sum(tracker -> tracker.engine().memoryLimit()),
                sum(tracker -> tracker.engine().stats().segments()),
                sum(tracker -> tracker.engine().stats().spills()),
                sum(Tracker::lossesTold));
    }

    private long sum(ToLongFunction<Tracker> figure) {
        return trackers.stream().mapToLong(figure).sum();
    }
}
