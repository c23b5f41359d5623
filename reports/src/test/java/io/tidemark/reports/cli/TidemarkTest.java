package io.tidemark.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.reports.cli.CommandLineRunner.Outcome;
import io.tidemark.reports.result.SampleRuns;
import io.tidemark.reports.result.SummaryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TidemarkTest {
    @TempDir
    Path folder;

    @Test
    void versionNamesTidemarkAndJava() {
        Outcome outcome = CommandLineRunner.run("--version");

        assertThat(outcome.status()).isEqualTo(ExitStatus.GOOD);
        assertThat(outcome.out()).startsWith("tidemark ").contains("Java " + System.getProperty("java.version"));
    }

    @Test
    void helpListsTheCommands() {
        assertThat(CommandLineRunner.run("--help").out()).contains("backup", "bench", "inspect", "report");
    }

    @Test
    void aMissingOrUnknownCommandOrOptionIsBadInput() {
        assertBadInput("expected a command, found none");
        assertBadInput("'simulatte'", "simulatte");
        assertBadInput("'--sed'", "report", "--sed", "3", folder);
        assertBadInput("'many' is not a long", "report", "--seed", "many", folder);
        assertBadInput("found '12 parsecs'", "report", "--memory-limit", "12 parsecs", folder);
        assertBadInput("expected what to do", "backup");
    }

    @Test
    void aFolderThatIsNotThereIsBadInput() {
        Path none = folder.resolve("none");

        assertBadInput(none + ": expected a file or folder, found none", "report", none);
        assertBadInput(none + ": expected a file or folder, found none", "backup", "list", none);
        assertBadInput(none + ": expected a file or folder, found none", "inspect", none);
        assertThat(none).doesNotExist();
    }

    @Test
    void aFolderWithoutResultsIsBadInput() {
        assertBadInput("expected a folder with summary.json", "report", folder);
        assertBadInput("expected a folder of the engine or of backups", "backup", "verify", folder);
        assertBadInput("expected a folder of the engine or of backups", "inspect", folder);
    }

    @Test
    void reportMakesAPageOfSeveralFolders() throws IOException {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        SummaryFile.write(SampleRuns.simulation(), first.resolve(SummaryFile.NAME));
        SummaryFile.write(SampleRuns.nothingMeasured(), second.resolve(SummaryFile.NAME));

        Outcome outcome = CommandLineRunner.run("report", first, second, "--out", folder.resolve("page"));

        assertThat(outcome.status()).isEqualTo(ExitStatus.GOOD);
        assertThat(folder.resolve("page/report.html")).content().contains("2 results", "href=\"#result-1\"");
    }

    @Test
    void jsonOnStandardOutputIsAloneThere() throws IOException {
        SummaryFile.write(SampleRuns.simulation(), folder.resolve(SummaryFile.NAME));

        Outcome outcome = CommandLineRunner.run("report", folder, "--out", folder, "--json", "-");

        assertThat(outcome.out()).startsWith("{").endsWith("}\n").doesNotContain("report:");
    }

    @Test
    void quietPrintsNothing() throws IOException {
        SummaryFile.write(SampleRuns.simulation(), folder.resolve(SummaryFile.NAME));

        Outcome outcome = CommandLineRunner.run("report", folder, "--out", folder, "--quiet");

        assertThat(outcome).isEqualTo(new Outcome(ExitStatus.GOOD, "", ""));
    }

    private static void assertBadInput(String message, Object... arguments) {
        Outcome outcome = CommandLineRunner.run(arguments);

        assertThat(outcome.status()).as(outcome.err()).isEqualTo(ExitStatus.INPUT);
        assertThat(outcome.err()).contains(message).doesNotContain("\tat ");
        assertThat(outcome.out()).isEmpty();
    }
}
