package io.tidemark.reports.cli;

import io.tidemark.engine.EngineConfig;
import io.tidemark.reports.billion.Lives;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One life of {@code bench billion}: the command of its child processes, not for people. */
@Command(name = BillionLifeCommand.NAME, hidden = true, description = "A child process of bench billion.")
final class BillionLifeCommand extends ReportingCommand {
    static final String NAME = "billion-life";

    /** What the engine may own unless the options say something else. */
    private static final long MEMORY_LIMIT_BYTES = 160L << 20;

    @Option(names = "--life", required = true)
    private Which life = Which.FIRST;

    @Option(names = "--blocks", required = true)
    private long blocks;

    @Option(names = "--folder", required = true)
    private Path folder = Path.of("");

    /** Which of the two. */
    enum Which {
        FIRST,
        SECOND
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Lives.endWithParent(System.in, ExitStatus.ENVIRONMENT);
        Lives lives = new Lives(
                options().seed(),
                blocks,
                settings(options()),
                folder,
                terminal().out());
        switch (life) {
            case FIRST -> lives.first();
            case SECOND -> lives.second();
        }
        return ExitStatus.GOOD;
    }

    /** The engine's settings as the common options give them, with a memory limit that goes with the heap of a life. */
    static EngineConfig settings(CommonOptions options) {
        EngineConfig config = EngineSettings.of(options);
        return options.memoryLimit() == null && options.config() == null
                ? config.toBuilder().memoryLimitBytes(MEMORY_LIMIT_BYTES).build()
                : config;
    }
}
