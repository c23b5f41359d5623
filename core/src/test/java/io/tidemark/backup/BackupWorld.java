package io.tidemark.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.EngineConfig;
import io.tidemark.spi.Agent;
import io.tidemark.spi.Clock;
import io.tidemark.spi.Dispatcher;
import io.tidemark.spi.Entropy;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** A host, an engine that is told its changes, and a backup folder, all on one virtual clock. */
final class BackupWorld implements AutoCloseable {
    static final String NIGHTLY = "nightly";
    static final BackupKey KEY = BackupKey.of(new byte[] {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
        31, 32
    });
    static final RepositoryOptions ENCRYPTED =
            RepositoryOptions.builder().key(KEY).chunkBytes(1 << 12).build();

    final VirtualTime time = new VirtualTime();
    final Storage engineStorage;
    final Storage folder;
    final BitmapEngine engine;
    final MemoryHost host;
    final BackupRepository repository;
    final BackupOptions options;

    /** Time that passes while somebody waits for it, and by a nanosecond for each look at the wall clock. */
    static final class VirtualTime implements Clock, Dispatcher {
        private static final long STEP_NANOS = 1_000_000;
        private long nanos;

        @Override
        public long epochNanos() {
            return 1_700_000_000_000_000_000L + ++nanos;
        }

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public Task start(Agent agent) {
            return () -> {};
        }

        @Override
        public void awaitProgress(int attempt) {
            nanos += STEP_NANOS;
        }
    }

    BackupWorld() throws IOException {
        this(RepositoryOptions.DEFAULT, BackupOptions.DEFAULT);
    }

    BackupWorld(RepositoryOptions repositoryOptions, BackupOptions options) throws IOException {
        this(Storage.memory(), new CrashStorage(CrashStorage.Fuse.never()), repositoryOptions, options);
    }

    BackupWorld(Storage engineStorage, Storage folder, RepositoryOptions repositoryOptions, BackupOptions options)
            throws IOException {
        this.engineStorage = engineStorage;
        this.folder = folder;
        this.options = options;
        this.engine = openEngine(engineStorage, time);
        this.engine.addConsumer(NIGHTLY);
        this.host = new MemoryHost("vnode-1", engine);
        this.repository = BackupRepository.open(folder, repositoryOptions, time, counting());
    }

    static BitmapEngine openEngine(Storage storage, VirtualTime time) throws IOException {
        EngineConfig config = EngineConfig.builder()
                .enablePersistence(true)
                .persistPath(Path.of("unused"))
                .memoryLimitBytes(EngineConfig.MEMORY_LIMIT_BYTES_MIN)
                .segmentEvents(64)
                .build();
        return BitmapEngine.open(config, storage, time, time, counting());
    }

    /** An entropy that gives other bytes each time, the same in every run. */
    static Entropy counting() {
        int[] calls = new int[1];
        return target -> Arrays.fill(target, (byte) ++calls[0]);
    }

    BackupCoordinator coordinator() {
        return coordinator(options);
    }

    BackupCoordinator coordinator(BackupOptions other) {
        return new BackupCoordinator(host, engine, () -> {}, repository, time, other);
    }

    BackupManifest backup(BackupRequest request) throws IOException {
        return coordinator().backup(NIGHTLY, request);
    }

    /** The same folder under other options, for reading. */
    BackupRepository reopened(RepositoryOptions other) {
        return BackupRepository.open(folder, other, time, counting());
    }

    static byte[] text(String content) {
        return content.getBytes(StandardCharsets.UTF_8);
    }

    /** Restores into a map, and fails if a block is handed out twice. */
    static Map<Long, byte[]> restore(BackupRepository repository, String id) throws IOException {
        TreeMap<Long, byte[]> blocks = new TreeMap<>();
        long count = repository.restore(id, (blockId, content) -> {
            assertThat(blocks.put(blockId, copy(content)))
                    .as("block %s handed out before", blockId)
                    .isNull();
        });
        assertThat(count).isEqualTo(blocks.size());
        return blocks;
    }

    static byte[] copy(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return bytes;
    }

    static void assertSame(Map<Long, byte[]> found, Map<Long, byte[]> expected) {
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach(
                (id, content) -> assertThat(found.get(id)).as("block %s", id).isEqualTo(content));
    }

    void assertRestores(String id, Map<Long, byte[]> expected) throws IOException {
        assertSame(restore(repository, id), expected);
    }

    void assertGood() throws IOException {
        Verification verification = repository.verifyAll();
        assertThat(verification.findings()).isEmpty();
        assertThat(verification.unchecked()).isEmpty();
    }

    @Override
    public void close() throws IOException {
        repository.close();
        engine.close();
    }
}
