package io.tidemark.backup;

import static io.tidemark.backup.BackupWorld.NIGHTLY;
import static io.tidemark.backup.BackupWorld.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.engine.BitmapEngine;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The machine crashes at every storage operation of a backup in turn, the engine's and the folder's, with everything or
 * only what was forced surviving. Afterwards every committed backup restores to what it was of, and the next backup works.
 */
class BackupCrashTest {
    private static final BackupOptions TWO_BLOCKS_A_BATCH =
            BackupOptions.builder().batchBlocks(2).build();

    private final Map<String, Map<Long, byte[]>> points = new TreeMap<>();

    /** A machine with a full backup on it and changes since. */
    private static final class Machine {
        private final BackupWorld.VirtualTime time = new BackupWorld.VirtualTime();
        private CrashStorage engineStorage = new CrashStorage(CrashStorage.Fuse.never());
        private CrashStorage folder = new CrashStorage(CrashStorage.Fuse.never());
        private BitmapEngine engine;
        private BackupRepository repository;
        private final MemoryHost host;

        Machine() throws IOException {
            engine = BackupWorld.openEngine(engineStorage, time);
            repository = BackupRepository.open(folder, BackupWorld.ENCRYPTED, time, BackupWorld.counting());
            host = new MemoryHost("vnode-1", engine);
            engine.addConsumer(NIGHTLY);
        }

        BackupCoordinator coordinator() {
            return new BackupCoordinator(host, engine, () -> {}, repository, time, TWO_BLOCKS_A_BATCH);
        }

        /** Everything starts again on what survived; the host delivers again what the engine may have lost. */
        void restart(CrashStorage.Survivors survivors, CrashStorage.Fuse fuse) throws IOException {
            engineStorage = engineStorage.restarted(survivors, fuse);
            folder = folder.restarted(survivors, fuse);
            engine = BackupWorld.openEngine(engineStorage, time);
            repository = BackupRepository.open(folder, BackupWorld.ENCRYPTED, time, BackupWorld.counting());
            host.reconnect(engine);
            host.replay(1, engine);
        }
    }

    private Machine withHistory() throws IOException {
        Machine machine = new Machine();
        for (long id = 1; id <= 5; id++) {
            machine.host.put(id, text("block " + id));
        }
        String full = machine.coordinator().backup(NIGHTLY, BackupRequest.AUTO).id();
        points.put(full, machine.host.copy());
        machine.host.put(1, text("one"));
        machine.host.delete(2);
        machine.host.put(6, text("six"));
        machine.host.put(7, text("seven"));
        machine.engine.checkpoint();
        return machine;
    }

    private interface Work {
        void run(Machine machine) throws IOException;
    }

    private void survivesACrashAtEveryOperation(CrashStorage.Survivors survivors, Work work) throws IOException {
        int crashes = 0;
        for (long crashAt = 1; crashAt < 10_000; crashAt++) {
            points.clear();
            Machine machine = withHistory();
            CrashStorage.Fuse fuse = new CrashStorage.Fuse(crashAt);
            Map<Long, byte[]> before = machine.host.copy();
            if (!crashes(machine, work, fuse)) {
                assertThat(crashes).isGreaterThan(20);
                return;
            }
            crashes++;
            machine.restart(survivors, CrashStorage.Fuse.never());
            assertEveryPointRestores(machine, before, "crash at " + crashAt);
            machine.host.put(8, text("eight"));
            machine.host.delete(1);
            String next = machine.coordinator()
                    .backup(NIGHTLY, BackupRequest.INCREMENTAL)
                    .id();
            points.put(next, machine.host.copy());
            assertEveryPointRestores(machine, before, "after crash at " + crashAt);
            machine.repository.prune();
            assertThat(machine.repository.verifyAll().findings()).isEmpty();
            assertThat(machine.folder.list()).noneMatch(name -> name.endsWith(".session"));
        }
        throw new AssertionError("work does not end");
    }

    private static boolean crashes(Machine machine, Work work, CrashStorage.Fuse fuse) throws IOException {
        try {
            machine.restart(CrashStorage.Survivors.EVERYTHING, fuse);
            work.run(machine);
            return fuse.isBurnt();
        } catch (IOException e) {
            if (!fuse.isBurnt()) {
                throw e;
            }
            return true;
        }
    }

    /* A backup that the test did not see committed is one of the host as it was before the crash. */
    private void assertEveryPointRestores(Machine machine, Map<Long, byte[]> before, String when) throws IOException {
        assertThat(machine.repository.verifyAll().findings()).as(when).isEmpty();
        for (BackupEntry entry : machine.repository.list()) {
            assertThat(entry.state()).as(when).isNotEqualTo(BackupEntry.State.DAMAGED);
            if (entry.state() == BackupEntry.State.COMMITTED) {
                Map<Long, byte[]> expected = points.getOrDefault(entry.id(), before);
                BackupWorld.assertSame(BackupWorld.restore(machine.repository, entry.id()), expected);
            }
        }
        assertThat(machine.repository.list())
                .as(when)
                .anyMatch(entry -> entry.id().equals("b0001"));
    }

    @ParameterizedTest
    @EnumSource
    void incrementalBackup(CrashStorage.Survivors survivors) throws IOException {
        survivesACrashAtEveryOperation(
                survivors, machine -> machine.coordinator().backup(NIGHTLY, BackupRequest.INCREMENTAL));
    }

    @ParameterizedTest
    @EnumSource
    void fullBackup(CrashStorage.Survivors survivors) throws IOException {
        survivesACrashAtEveryOperation(
                survivors, machine -> machine.coordinator().backup(NIGHTLY, BackupRequest.FULL));
    }

    @ParameterizedTest
    @EnumSource
    void backupAndMerge(CrashStorage.Survivors survivors) throws IOException {
        survivesACrashAtEveryOperation(survivors, machine -> {
            String id = machine.coordinator()
                    .backup(NIGHTLY, BackupRequest.INCREMENTAL)
                    .id();
            machine.repository.merge(id);
        });
    }

    @ParameterizedTest
    @EnumSource
    void backupThatIsAborted(CrashStorage.Survivors survivors) throws IOException {
        survivesACrashAtEveryOperation(survivors, machine -> {
            try (BackupSession session = machine.coordinator().begin(NIGHTLY, BackupRequest.INCREMENTAL)) {
                session.acknowledge(Objects.requireNonNull(session.nextBatch()));
                session.abort();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void backupThatIsResumed(CrashStorage.Survivors survivors) throws IOException {
        survivesACrashAtEveryOperation(survivors, machine -> {
            try (BackupSession session = machine.coordinator().begin(NIGHTLY, BackupRequest.INCREMENTAL)) {
                session.acknowledge(Objects.requireNonNull(session.nextBatch()));
            }
            BackupSession resumed = machine.coordinator().resume(NIGHTLY);
            assertThat(resumed).isNotNull();
            try (resumed) {
                Objects.requireNonNull(resumed).run();
            }
        });
    }

    /** The check above can fail: a disk that forgets what it was told to keep is found out. */
    @Test
    void diskThatOnlyPretendsToForceIsFoundOut() throws IOException {
        Machine machine = new Machine();
        machine.folder.lieAboutForcing();
        machine.host.put(1, text("one"));
        machine.coordinator().backup(NIGHTLY, BackupRequest.AUTO);
        Map<Long, byte[]> before = machine.host.copy();
        machine.restart(CrashStorage.Survivors.FORCED_ONLY, CrashStorage.Fuse.never());
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertEveryPointRestores(machine, before, "after the lie"));
    }
}
