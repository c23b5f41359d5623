package io.tidemark.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.backup.BackupCoordinator;
import io.tidemark.backup.BackupManifest;
import io.tidemark.backup.BackupMode;
import io.tidemark.backup.BackupOptions;
import io.tidemark.backup.BackupRepository;
import io.tidemark.backup.BackupRequest;
import io.tidemark.backup.RepositoryOptions;
import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.EngineConfig;
import io.tidemark.event.EventInterceptor;
import io.tidemark.spi.Dispatcher;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in the README: it compiles, does what it says, and is the one that is printed there. */
class EmbeddingExampleTest {
    @TempDir
    Path folder;

    @Test
    void theSecondBackupHoldsWhatChangedAndRestoresAll() throws IOException {
        Path persistFolder = folder.resolve("engine");
        Path backupFolder = folder.resolve("backups");
        Map<Long, String> restored = new TreeMap<>();

        // README
        EngineConfig config = EngineConfig.builder()
                .enablePersistence(true)
                .persistPath(persistFolder)
                .build();

        try (BitmapEngine engine = BitmapEngine.open(config);
                EventInterceptor events = engine.interceptor();
                BackupRepository repository =
                        BackupRepository.open(Storage.folder(backupFolder), RepositoryOptions.DEFAULT)) {
            engine.addConsumer("nightly");
            events.start();

            // Yours: a StorageEngine that calls events.onBlockCreate, -Update, -Flush and -Delete as it writes.
            ExampleHost host = new ExampleHost(events);
            engine.replay(host); // after a crash: what may not be durable is delivered again
            host.write(1, "one");
            host.write(2, "two");

            BackupCoordinator backups = new BackupCoordinator(
                    host, engine, () -> drain(events), repository, Dispatcher.threads(), BackupOptions.DEFAULT);
            BackupManifest first = backups.backup("nightly", BackupRequest.AUTO); // nothing to build upon: full

            host.write(2, "two, changed");
            host.write(3, "three");
            host.drop(1);
            BackupManifest second = backups.backup("nightly", BackupRequest.AUTO); // incremental: blocks 2 and 3

            repository.restore(
                    second.id(),
                    (blockId, content) -> restored.put(
                            blockId, StandardCharsets.UTF_8.decode(content).toString()));
            // README

            assertThat(first.mode()).isEqualTo(BackupMode.FULL);
            assertThat(second.mode()).isEqualTo(BackupMode.INCREMENTAL);
            assertThat(second.blocks()).isEqualTo(2);
        }
        assertThat(restored).containsExactly(Map.entry(2L, "two, changed"), Map.entry(3L, "three"));
    }

    @Test
    void theReadmeShowsIt() throws IOException {
        Path root = Path.of(System.getProperty("tidemark.root"));
        String source =
                Files.readString(root.resolve("core/src/test/java/io/tidemark/example/EmbeddingExampleTest.java"));
        String marker = " ".repeat(8) + "// README\n";
        int begin = source.indexOf(marker) + marker.length();
        String example =
                source.substring(begin, source.indexOf("// README\n", begin)).stripTrailing();

        assertThat(Files.readString(root.resolve("README.md"))).contains(example.stripIndent());
    }

    private static void drain(EventInterceptor events) {
        try {
            events.drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
