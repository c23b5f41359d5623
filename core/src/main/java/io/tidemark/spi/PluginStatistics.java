package io.tidemark.spi;

import io.tidemark.engine.EngineStats;
import io.tidemark.event.InterceptorStats;
import java.util.Objects;

/**
 * What a {@link BackupPlugin} did so far.
 *
 * @param events on their way in
 * @param engine what became of them
 */
public record PluginStatistics(InterceptorStats events, EngineStats engine) {
    public PluginStatistics {
        Objects.requireNonNull(events, "events");
        Objects.requireNonNull(engine, "engine");
    }
}
