package io.tidemark.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.reports.cli.CommandLineRunner.Outcome;
import io.tidemark.reports.result.BillionFigures;
import io.tidemark.reports.result.RunSummary;
import io.tidemark.reports.result.SummaryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillionCommandTest {
    private static final long BLOCKS = 100_000L * Integer.getInteger("tidemark.depth", 1);

    @TempDir
    Path out;

    @TempDir
    Path settings;

    @Test
    void aKilledEngineAnswersAsTheLogKnows() throws IOException {
        // No checkpoint by time, or on a slow machine nothing might be lost by the kill.
        Path config = Files.writeString(
                settings.resolve("t.toml"), "[plugins.incremental_bitmap]\ncheckpoint_interval_ms = 3600000\n");
        Outcome outcome = CommandLineRunner.run(
                "bench", "billion", "--blocks", BLOCKS, "--seed", 5, "--out", out, "--config", config);

        assertThat(outcome.status()).as(outcome.err()).isEqualTo(ExitStatus.GOOD);
        RunSummary run = SummaryFile.read(out.resolve(SummaryFile.NAME));
        assertThat(run.command()).isEqualTo("bench billion");
        BillionFigures figures = Objects.requireNonNull(run.billion());
        assertThat(figures.differences()).isZero();
        assertThat(figures.answers()).isGreaterThan(100);
        assertThat(figures.killed()).isTrue();
        assertThat(figures.lostMarks()).isPositive();
        assertThat(figures.blocks()).isGreaterThanOrEqualTo(BLOCKS);
        assertThat(figures.heapPeakBytes()).isBetween(1L, figures.heapLimitBytes());
        assertThat(figures.memoryPeakBytes()).isBetween(1L, figures.memoryLimitBytes());
        assertThat(figures.windowBlocks()).isBetween(BLOCKS / 100, BLOCKS / 50);
        assertThat(figures.diskBytesPerBlock()).isPositive();
        assertThat(figures.openMillis()).isPositive();
        assertThat(figures.queries()).hasSize(12);
        assertThat(outcome.out()).contains("0 differences");
        assertThat(names(out)).containsExactlyInAnyOrder("report.html", "summary.json");
        assertThat(out.resolve("report.html")).content().contains("Killed, and opened again");
    }

    @Test
    void whatTheEngineWroteIsKeptOnRequest() throws IOException {
        Path keep = out.resolve("kept");

        CommandLineRunner.run("bench", "billion", "--blocks", 10_000, "--out", out, "--keep", keep);

        assertThat(CommandLineRunner.run("inspect", keep).out()).contains("nightly");
    }

    @Test
    void nonsenseIsBadInput() throws IOException {
        Files.writeString(out.resolve("precious.txt"), "mine");

        assertBadInput("expected 10000 to", "--blocks", 9_999);
        assertBadInput("expected a new or empty folder", "--keep", out);
        assertBadInput("--memory-limit", "--memory-limit", "1MiB");
        assertThat(names(out)).containsExactly("precious.txt");
    }

    private void assertBadInput(String message, Object... arguments) {
        Object[] all = Stream.concat(Stream.of("bench", "billion", "--out", out), Stream.of(arguments))
                .toArray();
        Outcome outcome = CommandLineRunner.run(all);

        assertThat(outcome.status()).as(outcome.err()).isEqualTo(ExitStatus.INPUT);
        assertThat(outcome.err()).contains(message);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
