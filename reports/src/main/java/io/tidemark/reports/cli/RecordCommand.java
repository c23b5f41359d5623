package io.tidemark.reports.cli;

import io.tidemark.reports.html.Format;
import io.tidemark.reports.result.RunSummaryBuilder;
import io.tidemark.reports.run.SimulatedRun;
import io.tidemark.simulator.RunResult;
import io.tidemark.workloads.trace.TraceRecorder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code record}: the block events of a simulation as a trace. */
@Command(
        name = "record",
        description = {
            "Writes the block events of a simulation as a trace file.",
            "They are those of simulate with the same workload, seed and options; its backups are made "
                    + "and compared, and then dropped."
        })
final class RecordCommand extends ReportingCommand {
    @Parameters(
            paramLabel = "WORKLOAD",
            description = "A built-in workload, or the path of a taosBenchmark insert JSON.")
    private String workload = "";

    @Option(
            names = "-o",
            required = true,
            paramLabel = "TRACE",
            description = "The trace file; an existing one is replaced.")
    private Path trace = Path.of("");

    @Mixin
    private WorldOptions world;

    @SuppressWarnings("NullAway.Init") // picocli sets the mixin
    RecordCommand() {}

    @Override
    public Integer call() throws IOException {
        RunResult result;
        try (TraceRecorder recorder = new TraceRecorder(trace, properties());
                Progress progress = Progress.of(this, "record", "", -1)) {
            result = SimulatedRun.run(
                    world.plan(WorldOptions.workload(workload), options().seed(), this::tell),
                    world.backups(),
                    EngineSettings.of(options()),
                    null,
                    (vnode, engine) -> (kind, blockId, walOffset, timestampNanos) -> {
                        recorder.accept(vnode, kind, blockId, walOffset, timestampNanos);
                        engine.accept(kind, blockId, walOffset, timestampNanos);
                    },
                    progress);
            recorder.finish();
        }
        RunSummaryBuilder summary = newSummary().input(workload);
        SimulatedRun.describe(result, summary);
        print(Format.count(result.events().total(), "event") + " recorded: " + trace + "\n");
        writeJson(summary.seconds(seconds()).build());
        return result.isGood() ? ExitStatus.GOOD : ExitStatus.DIFFERENCE;
    }

    private Map<String, String> properties() {
        return Map.of("workload", workload, "seed", Long.toString(options().seed()));
    }
}
