package io.tidemark.reports.cli;

import io.tidemark.engine.EngineConfig;
import io.tidemark.reports.html.Format;
import io.tidemark.reports.result.RunSummary;
import io.tidemark.reports.result.RunSummaryBuilder;
import io.tidemark.reports.run.SimulatedRun;
import io.tidemark.simulator.RunOptions.Wiring;
import io.tidemark.simulator.RunResult;
import io.tidemark.simulator.SimulationPlan;
import io.tidemark.workloads.taosbenchmark.ImportedWorkload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code simulate}: the main job from end to end. */
@Command(
        name = "simulate",
        description = {
            "Drives simulated vnodes with a workload, backs them up while they are written to, restores "
                    + "every backup, and compares block by block.",
            "Leaves summary.json, report.html and the backups in --out. Exit status 1 if anything " + "differs.",
            "With --crash-every-op nothing of that, but an engine alone on a simulated disk, in a scenario of its own that "
                    + "--seed chooses: the machine crashes at every storage operation, the disk fails at each, files are "
                    + "damaged, and the engine opened on what is left is held to an oracle. Exit status 1 if an invariant "
                    + "does not hold."
        })
final class SimulateCommand extends ReportingCommand {
    /** The name of the folder of backups in a result folder. */
    private static final String BACKUP_FOLDER = "backup";

    private static final String DEFAULT_WORKLOAD = "iot";

    @Parameters(
            arity = "0..1",
            paramLabel = "WORKLOAD",
            description = "A built-in workload, or the path of a taosBenchmark insert JSON (default: iot).")
    private @Nullable String workload;

    @Option(names = "--crash-every-op", description = "Check recovery from crashes instead.")
    private boolean crashEveryOp;

    @Mixin
    private WorldOptions world;

    @SuppressWarnings("NullAway.Init") // picocli sets the mixin
    SimulateCommand() {}

    @Override
    public Integer call() throws IOException {
        if (!crashEveryOp) {
            return simulate(workload == null ? DEFAULT_WORKLOAD : workload);
        }
        if (workload != null) {
            throw new InputProblem(
                    "--crash-every-op has a scenario of its own: expected no workload, found " + workload);
        }
        return new CrashEveryOp(this).run();
    }

    private int simulate(String workload) throws IOException {
        EngineConfig config = EngineSettings.of(options());
        ImportedWorkload imported = WorldOptions.workload(workload);
        SimulationPlan plan = world.plan(imported, options().seed(), this::tell);
        Path backupFolder = outFolder().resolve(BACKUP_FOLDER);
        OldBackups.clear(backupFolder);
        EngineSettings.checkIsNew(config);
        RunResult result;
        try (Progress progress = Progress.of(this, "simulate", "", -1)) {
            result = SimulatedRun.run(plan, world.backups(), config, backupFolder, Wiring.DIRECT, progress);
        }
        RunSummaryBuilder summary =
                newSummary().input(workload).settings(settings(config, plan, result, imported.ignoredKeys()));
        SimulatedRun.describe(result, summary);
        if (!imported.ignoredKeys().isEmpty()) {
            print("keys without effect here: " + String.join(", ", imported.ignoredKeys()) + "\n\n");
        }
        finish(summary.seconds(seconds()).build(), result);
        return result.isGood() ? ExitStatus.GOOD : ExitStatus.DIFFERENCE;
    }

    private static Map<String, String> settings(
            EngineConfig config, SimulationPlan plan, RunResult result, List<String> ignoredKeys) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("Vnodes", Format.count(plan.vnodes().size()));
        settings.put("Client operations", Format.count(result.operations()));
        settings.put("Virtual time", Format.seconds(result.virtualNanos() / 1e9));
        settings.put(
                "Store at the end",
                Format.count(result.liveBlocks(), "block") + ", " + Format.bytes(result.liveBytes()));
        if (!ignoredKeys.isEmpty()) {
            settings.put("Keys without effect here", String.join(", ", ignoredKeys));
        }
        settings.putAll(EngineSettings.facts(config));
        return settings;
    }

    private void finish(RunSummary run, RunResult result) throws IOException {
        if (run.backups() != null) {
            print(WindowTable.of("backup", run.backups()));
        }
        print(RunText.of(run));
        Stream.concat(result.check().first().stream(), result.restore().first().stream())
                .forEach(difference -> terminal().err().println("tidemark: " + difference));
        writeResults(run);
    }
}
