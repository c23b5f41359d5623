package io.tidemark.verification.properties;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.backup.BackupBatch;
import io.tidemark.backup.BackupCoordinator;
import io.tidemark.backup.BackupEntry;
import io.tidemark.backup.BackupManifest;
import io.tidemark.backup.BackupOptions;
import io.tidemark.backup.BackupRepository;
import io.tidemark.backup.BackupRequest;
import io.tidemark.backup.BackupSession;
import io.tidemark.backup.RepositoryOptions;
import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.EngineConfig;
import io.tidemark.engine.LossReason;
import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;
import io.tidemark.spi.BlockSource;
import io.tidemark.spi.Clock;
import io.tidemark.spi.Dispatcher;
import io.tidemark.spi.Storage;
import io.tidemark.spi.StorageEngine;
import io.tidemark.verification.model.MapBlockSource;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * A host with blocks in a map lives through a history while backups of it are made, and remembers what it was at each. The
 * remembered is a plain copy, kept out of engine and folder.
 */
final class BackupHistory implements AutoCloseable {
    /** Something that happens to the host or its backups. */
    sealed interface Step {
        /** A block is created or changed. */
        record Put(long block, int length, long seed) implements Step {}

        /** A block is deleted if it exists. */
        record Delete(long block) implements Step {}

        /** A backup is made. */
        record Backup(BackupRequest request) implements Step {}

        /** A backup is begun, and left after so many batches; it may or may not be resumed later. */
        record Interrupt(int batches) implements Step {}

        /** What was interrupted is resumed, if it can be. */
        record Resume() implements Step {}

        /** One of the backups is merged with all that it depends on. */
        record Merge(int choice) implements Step {}

        /** Changes are said to be lost. */
        record Loss() implements Step {}
    }

    private static final String CONSUMER = "property";

    private final Map<Long, byte[]> blocks = new TreeMap<>();
    private final Map<String, Map<Long, byte[]>> moments = new LinkedHashMap<>();
    private final BitmapEngine engine;
    private final BackupRepository repository;
    private final BackupCoordinator coordinator;
    private final BiPredicate<EventKind, Long> isTold;
    private long wal;
    private int salts;

    /** {@code isTold} decides which events reach the engine: all of them, unless a broken host is wanted. */
    BackupHistory(RepositoryOptions options, BiPredicate<EventKind, Long> isTold) throws IOException {
        this.isTold = isTold;
        this.engine = openEngine();
        this.engine.addConsumer(CONSUMER);
        this.repository =
                BackupRepository.open(Storage.memory(), options, Clock.system(), target -> target[0] = (byte) ++salts);
        this.coordinator = new BackupCoordinator(
                new Host(),
                engine,
                () -> {},
                repository,
                Dispatcher.caller(),
                BackupOptions.builder().batchBlocks(2).build());
    }

    private static BitmapEngine openEngine() throws IOException {
        EngineConfig config = EngineConfig.builder()
                .memoryLimitBytes(EngineConfig.MEMORY_LIMIT_BYTES_MIN)
                .segmentEvents(16)
                .build();
        return BitmapEngine.open(config, Storage.memory(), Clock.system(), Dispatcher.caller());
    }

    void run(List<Step> steps) throws IOException {
        for (Step step : steps) {
            run(step);
        }
    }

    private void run(Step step) throws IOException {
        if (step instanceof Step.Put put) {
            put(put.block(), content(put.length(), put.seed()));
        } else if (step instanceof Step.Delete delete) {
            delete(delete.block());
        } else if (step instanceof Step.Backup backup) {
            backup(backup.request());
        } else if (step instanceof Step.Interrupt interrupt) {
            interrupt(interrupt.batches());
        } else if (step instanceof Step.Resume) {
            resume();
        } else if (step instanceof Step.Merge merge) {
            merge(merge.choice());
        } else {
            engine.reportLoss(LossReason.OVERFLOW, wal, wal, "as the history has it");
        }
    }

    private void put(long block, byte[] content) {
        tell(blocks.put(block, content) == null ? EventKind.CREATE : EventKind.UPDATE, block);
    }

    private void delete(long block) {
        if (blocks.remove(block) != null) {
            tell(EventKind.DELETE, block);
        }
    }

    private void tell(EventKind kind, long block) {
        wal++;
        if (isTold.test(kind, block)) {
            engine.accept(kind, block, wal, wal * 1_000);
        }
    }

    private static byte[] content(int length, long seed) {
        byte[] content = new byte[length];
        new SplittableRandom(seed).nextBytes(content);
        return content;
    }

    private void backup(BackupRequest request) throws IOException {
        moments.put(coordinator.backup(CONSUMER, request).id(), new TreeMap<>(blocks));
    }

    private void interrupt(int batches) throws IOException {
        try (BackupSession session = coordinator.begin(CONSUMER, BackupRequest.AUTO)) {
            BackupBatch batch = session.nextBatch();
            for (int i = 0; i < batches && batch != null; i++) {
                session.acknowledge(batch);
                batch = session.nextBatch();
            }
        }
    }

    private void resume() throws IOException {
        try (BackupSession session = coordinator.resume(CONSUMER)) {
            if (session != null) {
                moments.put(session.run().id(), new TreeMap<>(blocks));
            }
        }
    }

    private void merge(int choice) throws IOException {
        if (!moments.isEmpty()) {
            String id = List.copyOf(moments.keySet()).get(choice % moments.size());
            moments.put(repository.merge(id).id(), moments.getOrDefault(id, Map.of()));
        }
    }

    /** Every backup is good and restores, each block once, to what the host was at its moment. */
    void check() throws IOException {
        assertThat(repository.verifyAll().findings()).isEmpty();
        for (BackupEntry entry : repository.list()) {
            BackupManifest manifest = entry.manifest();
            assertThat(manifest != null).isEqualTo(moments.containsKey(entry.id()));
        }
        for (Map.Entry<String, Map<Long, byte[]>> moment : moments.entrySet()) {
            check(moment.getKey(), moment.getValue());
        }
    }

    private void check(String id, Map<Long, byte[]> expected) throws IOException {
        Map<Long, byte[]> restored = new TreeMap<>();
        repository.restore(id, (block, content) -> {
            byte[] bytes = new byte[content.remaining()];
            content.get(bytes);
            assertThat(restored.put(block, bytes))
                    .as("%s twice in %s", block, id)
                    .isNull();
        });
        assertThat(restored.keySet()).as(id).isEqualTo(expected.keySet());
        expected.forEach((block, content) ->
                assertThat(restored.get(block)).as("%s in %s", block, id).isEqualTo(content));
    }

    @Override
    public void close() throws IOException {
        repository.close();
        engine.close();
    }

    private final class Host implements StorageEngine {
        @Override
        public String name() {
            return "host";
        }

        @Override
        public long firstWalOffset() {
            return 0;
        }

        @Override
        public long replay(long walOffset, EventSink sink) {
            return 0;
        }

        @Override
        public BlockSource snapshot(SnapshotPoint point) throws IOException {
            point.fix();
            return new MapBlockSource(blocks);
        }
    }
}
