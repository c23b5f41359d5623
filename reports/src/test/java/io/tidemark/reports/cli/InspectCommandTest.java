package io.tidemark.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.EngineConfig;
import io.tidemark.reports.cli.CommandLineRunner.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
    @TempDir
    Path work;

    private Path persistFolder() throws IOException {
        Path folder = work.resolve("engine");
        EngineConfig config = EngineConfig.builder()
                .enablePersistence(true)
                .persistPath(folder)
                .build();
        try (BitmapEngine engine = BitmapEngine.open(config)) {
            for (int i = 0; i < 10_000; i++) {
                engine.markDirty(i * 977L, i, i);
            }
            engine.deliveredThrough(4_999);
        }
        return folder;
    }

    private static void flipTheMiddle(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.filter(one -> one.toString().endsWith(suffix))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        }
    }

    @Test
    void wholeFolderSaysFromWhereToDeliverAgain() throws IOException {
        Outcome outcome = CommandLineRunner.run("inspect", persistFolder(), "--verify", "--quiet", "--json", "-");
        assertThat(outcome.status()).isEqualTo(ExitStatus.GOOD);
        assertThat(outcome.out().replaceAll("\\s", "")).contains("\"replayFrom\":5000", "\"damaged\":[]");
    }

    @Test
    void damageInsideASegmentIsFoundByVerify() throws IOException {
        Path folder = persistFolder();
        flipTheMiddle(folder, ".segment");
        assertThat(CommandLineRunner.run("inspect", folder).status()).isEqualTo(ExitStatus.GOOD);
        Outcome outcome = CommandLineRunner.run("inspect", folder, "--verify");
        assertThat(outcome.status()).isEqualTo(ExitStatus.DIFFERENCE);
        assertThat(outcome.err()).contains(".segment");
    }

    @Test
    void damagedManifestIsDamageToo() throws IOException {
        Path folder = persistFolder();
        flipTheMiddle(folder, "manifest.json");
        Outcome outcome = CommandLineRunner.run("inspect", folder, "--json", "-");
        assertThat(outcome.status()).isEqualTo(ExitStatus.DIFFERENCE);
        assertThat(outcome.err()).contains("manifest.json");
    }
}
