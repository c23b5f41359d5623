package io.tidemark.reports.run;

import io.tidemark.engine.EngineConfig;
import io.tidemark.simulator.RunOptions;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a simulation's bytes lie: vnodes in temporary folders, engines there too or in the configured folder, backups in
 * a folder that may stay.
 *
 * @param config of the engines
 * @param backupFolder the folder for backups, without any; null for a temporary one
 */
record SimulatedPlaces(EngineConfig config, @Nullable Path backupFolder) implements RunOptions.Places {
    @Override
    public Storage vnode(int vnode) throws IOException {
        return Storage.temporaryFolder();
    }

    @Override
    public Storage engine(int vnode) throws IOException {
        Path folder = config.persistPath();
        return config.enablePersistence() && folder != null
                ? Storage.folder(folder.resolve("vnode-" + vnode))
                : Storage.temporaryFolder();
    }

    @Override
    public Storage backups() throws IOException {
        return backupFolder == null ? Storage.temporaryFolder() : Storage.folder(backupFolder);
    }
}
