package io.tidemark.simulator;

import io.tidemark.engine.EngineConfig;
import io.tidemark.event.EventSink;
import io.tidemark.spi.Clock;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.file.Path;

/**
 * How a run is made.
 *
 * @param plan the world
 * @param backups rounds of backups of every vnode, the first full: at least 1
 * @param batchBytes after how many bytes of a backup clients get a turn
 * @param engine configuration of each vnode's engine
 * @param places where bytes lie
 * @param wiring what stands between vnodes and engines: nothing, a recorder, or something broken that the run has to find
 * @param stopwatch for figures of speed only; nothing else depends on it
 * @param progress is told now and then
 */
public record RunOptions(
        SimulationPlan plan,
        int backups,
        long batchBytes,
        EngineConfig engine,
        Places places,
        Wiring wiring,
        Clock stopwatch,
        Progress progress) {
    public RunOptions {
        if (backups < 1) {
            throw new IllegalArgumentException("a run takes at least one backup: backups=" + backups);
        }
    }

    /** Where bytes lie. Each folder is asked for once and closed by the run. */
    public interface Places {
        /** Everything in memory. */
        Places MEMORY = inMemoryBut(Storage::memory);

        /** Everything in memory but the backups. */
        static Places backupsIn(Path folder) {
            return inMemoryBut(() -> Storage.folder(folder));
        }

        private static Places inMemoryBut(Opener backups) {
            return new Places() {
                @Override
                public Storage vnode(int vnode) {
                    return Storage.memory();
                }

                @Override
                public Storage engine(int vnode) {
                    return Storage.memory();
                }

                @Override
                public Storage backups() throws IOException {
                    return backups.open();
                }
            };
        }

        /** An empty folder for a vnode's files. */
        Storage vnode(int vnode) throws IOException;

        /** An empty folder for the files of a vnode's engine. */
        Storage engine(int vnode) throws IOException;

        /** The folder for the backups of all vnodes. */
        Storage backups() throws IOException;
    }

    /** Opens a folder. */
    @FunctionalInterface
    interface Opener {
        Storage open() throws IOException;
    }

    /** What stands between vnodes and engines. */
    @FunctionalInterface
    public interface Wiring {
        /** Nothing. */
        Wiring DIRECT = (vnode, engine) -> engine;

        /**
         * What a vnode's events are handed to.
         *
         * @param vnode its number
         * @param engine where they have to arrive in the end
         */
        EventSink between(int vnode, EventSink engine);
    }

    /** Is told how far a run is. */
    @FunctionalInterface
    public interface Progress {
        /** Tells nobody. */
        Progress NONE = (phase, done, total) -> {};

        /** A part of the run, such as {@code writing} or {@code restoring}, and how much of it is done. */
        void at(String phase, long done, long total);
    }
}
