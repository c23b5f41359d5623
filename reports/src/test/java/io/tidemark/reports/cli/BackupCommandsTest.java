package io.tidemark.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.backup.BackupCoordinator;
import io.tidemark.backup.BackupOptions;
import io.tidemark.backup.BackupRepository;
import io.tidemark.backup.BackupRequest;
import io.tidemark.backup.RepositoryOptions;
import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.EngineConfig;
import io.tidemark.reports.cli.CommandLineRunner.Outcome;
import io.tidemark.spi.Dispatcher;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandsTest {
    @TempDir
    Path work;

    @Test
    void listShowsEveryBackupOfEverySubfolder() throws IOException {
        makeBackups("vnode-1");
        makeBackups("vnode-2");

        Outcome outcome = CommandLineRunner.run("backup", "list", work.resolve("backup"));

        assertThat(outcome.status()).isEqualTo(ExitStatus.GOOD);
        assertThat(outcome.out())
                .contains("vnode-1/b0001", "vnode-1/b0002", "vnode-2/b0001", "vnode-2/b0002", "incremental");
    }

    @Test
    void verifyIsGoodUntilAByteIsDamaged() throws IOException {
        Path folder = makeBackups("vnode-1");
        assertThat(CommandLineRunner.run("backup", "verify", folder).status()).isEqualTo(ExitStatus.GOOD);

        damage(largestFile(folder));

        Outcome outcome = CommandLineRunner.run("backup", "verify", folder);
        assertThat(outcome.status()).isEqualTo(ExitStatus.DIFFERENCE);
        assertThat(outcome.err()).contains("tidemark: backup b0001").doesNotContain("\tat ");
        assertThat(CommandLineRunner.run("inspect", "--verify", folder).status())
                .isEqualTo(ExitStatus.DIFFERENCE);
    }

    @Test
    void restoreBringsBackTheLatestMomentOrTheOneAskedFor() throws IOException {
        Path folder = makeBackups("vnode-1");

        assertThat(CommandLineRunner.run("backup", "restore", folder, "--to", work.resolve("new"))
                        .status())
                .isEqualTo(ExitStatus.GOOD);
        assertThat(CommandLineRunner.run("backup", "restore", folder, "--to", work.resolve("old"), "--at", "b0001")
                        .status())
                .isEqualTo(ExitStatus.GOOD);

        assertThat(work.resolve("new/blocks.data"))
                .content()
                .contains("two, changed", "three")
                .doesNotContain("one");
        assertThat(work.resolve("old/blocks.data"))
                .content()
                .contains("one", "two")
                .doesNotContain("changed");
        assertThat(work.resolve("old/blocks.csv"))
                .content()
                .startsWith("block,offset,length\n")
                .contains("1,0,3\n");
    }

    @Test
    void restoreHasAFolderForEachSourceIfThereAreSeveral() throws IOException {
        makeBackups("vnode-1");
        makeBackups("vnode-2");

        CommandLineRunner.run("backup", "restore", work.resolve("backup"), "--to", work.resolve("new"));

        assertThat(work.resolve("new/vnode-1/blocks.data")).exists();
        assertThat(work.resolve("new/vnode-2/blocks.data")).exists();
    }

    @Test
    void restoreRefusesDamageAndLeavesNothing() throws IOException {
        Path folder = makeBackups("vnode-1");
        damage(largestFile(folder));

        Outcome outcome = CommandLineRunner.run("backup", "restore", folder, "--to", work.resolve("new"));

        assertThat(outcome.status()).isEqualTo(ExitStatus.DIFFERENCE);
        assertThat(outcome.err()).doesNotContain("\tat ");
        try (Stream<Path> left = Files.list(work)) {
            assertThat(left).containsExactly(work.resolve("backup"));
        }
    }

    @Test
    void restoreDoesNotWriteIntoAFolderWithFilesInIt() throws IOException {
        Path folder = makeBackups("vnode-1");

        Outcome outcome = CommandLineRunner.run("backup", "restore", folder, "--to", work);

        assertThat(outcome.status()).isEqualTo(ExitStatus.INPUT);
        assertThat(outcome.err()).contains("expected an empty folder");
    }

    @Test
    void anUnknownBackupIsBadInput() throws IOException {
        Path folder = makeBackups("vnode-1");

        Outcome outcome =
                CommandLineRunner.run("backup", "restore", folder, "--to", work.resolve("x"), "--at", "b0077");

        assertThat(outcome.status()).isEqualTo(ExitStatus.INPUT);
        assertThat(outcome.err()).contains("found 'b0077'");
    }

    @Test
    void aMergedBackupRestoresLikeTheChain() throws IOException {
        Path folder = makeBackups("vnode-1");

        assertThat(CommandLineRunner.run("backup", "merge", folder).out()).contains("b0003");
        CommandLineRunner.run("backup", "restore", folder, "--to", work.resolve("chain"), "--at", "b0002");
        CommandLineRunner.run("backup", "restore", folder, "--to", work.resolve("merged"), "--at", "b0003");

        assertThat(Files.size(work.resolve("merged/blocks.data")))
                .isEqualTo(Files.size(work.resolve("chain/blocks.data")));
    }

    private Path makeBackups(String name) throws IOException {
        Path folder = work.resolve("backup").resolve(name);
        EngineConfig config = EngineConfig.builder().memoryLimitBytes(8 << 20).build();
        try (BitmapEngine engine = BitmapEngine.open(config);
                BackupRepository repository =
                        BackupRepository.open(Storage.folder(folder), RepositoryOptions.DEFAULT)) {
            engine.addConsumer("nightly");
            SmallHost host = new SmallHost(name, engine);
            BackupCoordinator coordinator = new BackupCoordinator(
                    host, engine, () -> {}, repository, Dispatcher.threads(), BackupOptions.DEFAULT);
            host.put(1, "one");
            host.put(2, "two" + " and a long tail".repeat(200));
            coordinator.backup("nightly", BackupRequest.AUTO);
            host.delete(1);
            host.put(2, "two, changed");
            host.put(3, "three");
            coordinator.backup("nightly", BackupRequest.INCREMENTAL);
        }
        return folder;
    }

    private static Path largestFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            return all.stream()
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x40;
        Files.write(file, bytes);
    }
}
