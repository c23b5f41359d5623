package io.tidemark.reports.cli;

import io.tidemark.engine.EngineConfig;
import io.tidemark.reports.billion.BillionOptions;
import io.tidemark.reports.billion.BillionRun;
import io.tidemark.reports.html.Format;
import io.tidemark.reports.result.BillionFigures;
import io.tidemark.reports.result.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench billion}: memory, speed and recovery at 1e9 blocks. */
@Command(
        name = "billion",
        description = {
            "Marks 1e9 distinct blocks in a process with -Xmx1g, takes an incremental backup, asks by range, "
                    + "kills the process, opens again, and holds every answer against what the made-up log knows.",
            "Takes some minutes, and in --out 16 bytes of disk a block while it runs. Leaves summary.json and "
                    + "report.html there. Exit status 1 if an answer differs."
        })
final class BillionCommand extends ReportingCommand {
    private static final int SHOWN_DIFFERENCES = 10;

    private static final List<String> NOT_VERIFIED = List.of(
            "A power failure: a killed process leaves its written pages to the system, a machine that stops does not.",
            "Times after the kill are with a warm page cache.",
            "Block contents: the log is made up, so nothing was copied.");

    @Option(
            names = "--blocks",
            paramLabel = "N",
            description = "Distinct blocks at least, from 10000 (default: 1000000000).")
    private long blocks = 1_000_000_000;

    @Option(
            names = "--keep",
            paramLabel = "FOLDER",
            description = "Where the engine writes, new or empty; it is not deleted then.")
    private @Nullable Path keep;

    @Override
    public Integer call() throws IOException {
        checkArguments();
        EngineConfig config = BillionLifeCommand.settings(options());
        BillionRun run = new BillionRun(new BillionOptions(
                options().seed(), blocks, config.memoryLimitBytes(), outFolder(), keep, lifeCommand()));
        BillionFigures figures;
        try (Progress progress = Progress.of(this, "billion", " events", run.events())) {
            figures = run.run(progress);
        }
        finish(figures, run, config);
        return figures.differences() == 0 && figures.killed() ? ExitStatus.GOOD : ExitStatus.DIFFERENCE;
    }

    private void checkArguments() throws IOException {
        if (blocks < BillionOptions.BLOCKS_MIN || blocks > BillionOptions.BLOCKS_MAX) {
            throw new InputProblem("--blocks: expected " + BillionOptions.BLOCKS_MIN + " to "
                    + BillionOptions.BLOCKS_MAX + " blocks, found " + blocks);
        }
        if (keep != null && Files.exists(keep)) {
            try (Stream<Path> files = Files.list(keep)) {
                if (files.findAny().isPresent()) {
                    throw new InputProblem("--keep: expected a new or empty folder, found files in " + keep);
                }
            }
        }
    }

    private List<String> lifeCommand() {
        List<String> command = new ArrayList<>(List.of(Tidemark.class.getName(), "bench", BillionLifeCommand.NAME));
        command.addAll(List.of("--seed", Long.toString(options().seed()), "--blocks", Long.toString(blocks)));
        Path config = options().config();
        if (config != null) {
            command.addAll(List.of("--config", config.toString()));
        }
        Long memoryLimit = options().memoryLimit();
        if (memoryLimit != null) {
            command.addAll(List.of("--memory-limit", Long.toString(memoryLimit)));
        }
        return command;
    }

    private void finish(BillionFigures figures, BillionRun run, EngineConfig config) throws IOException {
        run.notes().forEach(this::tell);
        RunSummary summary = newSummary()
                .input(Format.count(figures.blocks()) + " blocks")
                .seed(options().seed())
                .settings(settings(config))
                .billion(figures)
                .notVerified(NOT_VERIFIED)
                .seconds(seconds())
                .build();
        print(BillionText.of(figures));
        run.differences().stream()
                .limit(SHOWN_DIFFERENCES)
                .forEach(d -> terminal().err().println("tidemark: " + d));
        writeResults(summary);
    }

    private static Map<String, String> settings(EngineConfig config) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("Heap of each life", Format.bytes(BillionOptions.HEAP_BYTES));
        settings.put("Memory limit", Format.bytes(config.memoryLimitBytes()));
        return settings;
    }
}
