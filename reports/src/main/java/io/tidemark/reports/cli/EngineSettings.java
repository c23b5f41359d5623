package io.tidemark.reports.cli;

import io.tidemark.engine.EngineConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The engine's configuration as the common options give it. */
final class EngineSettings {
    private EngineSettings() {}

    /**
     * The defaults, then the file of {@code --config}, then {@code --memory-limit}, each going before what is left of it.
     *
     * @throws InputProblem if the memory limit is out of range or does not go with the file
     */
    static EngineConfig of(CommonOptions options) {
        Path file = options.config();
        EngineConfig config = file == null ? EngineConfig.builder().build() : EngineConfig.fromToml(file);
        Long memoryLimit = options.memoryLimit();
        if (memoryLimit == null) {
            return config;
        }
        try {
            return config.toBuilder().memoryLimitBytes(memoryLimit).build();
        } catch (IllegalArgumentException e) {
            throw new InputProblem("--memory-limit: " + e.getMessage());
        }
    }

    /**
     * For a run that has to begin with nothing tracked.
     *
     * @throws InputProblem if the persist folder has anything in it
     */
    static void checkIsNew(EngineConfig config) throws IOException {
        Path folder = config.persistPath();
        if (!config.enablePersistence() || folder == null || !Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new InputProblem(folder + ": expected an empty persist_path for a simulation, found files in it");
            }
        }
    }

    /** What of a configuration belongs on a report. */
    static Map<String, String> facts(EngineConfig config) {
        Map<String, String> facts = new LinkedHashMap<>();
        @Nullable Path folder = config.persistPath();
        facts.put("Persistence", config.enablePersistence() ? "on, in " + folder : "off");
        facts.put("Event buffer", config.eventBufferSize() + " events, " + config.overflowPolicy());
        return facts;
    }
}
