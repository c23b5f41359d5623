package io.tidemark.reports.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command takes; a command for which one means nothing ignores it. */
final class CommonOptions {
    private static final Path DEFAULT_OUT = Path.of("tidemark-out");

    @Option(names = "--seed", paramLabel = "N", description = "Every random choice follows from it (default: 1).")
    private long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the report and other results go (default: tidemark-out).")
    private @Nullable Path out;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the summary there; - for standard output.")
    private @Nullable String json;

    @Option(
            names = "--config",
            paramLabel = "TOML",
            description = "The engine's settings, [plugins.incremental_bitmap].")
    private @Nullable Path config;

    @Option(
            names = "--memory-limit",
            paramLabel = "SIZE",
            converter = ByteSize.class,
            description = "What the engine may own, such as 64MiB; goes before the settings file.")
    private @Nullable Long memoryLimit;

    @Option(names = "--quiet", description = "No table, no progress; errors and --json only.")
    private boolean quiet;

    @Option(names = "--stacktrace", description = "After an unexpected fault, print where it happened.")
    private boolean stackTrace;

    long seed() {
        return seed;
    }

    Path out() {
        return out == null ? DEFAULT_OUT : out;
    }

    @Nullable
    String json() {
        return json;
    }

    /** Whether standard output belongs to the summary alone. */
    boolean isJsonOnStandardOutput() {
        return "-".equals(json);
    }

    @Nullable
    Path config() {
        return config;
    }

    @Nullable
    Long memoryLimit() {
        return memoryLimit;
    }

    boolean isQuiet() {
        return quiet;
    }

    boolean wantsStackTrace() {
        return stackTrace;
    }
}
