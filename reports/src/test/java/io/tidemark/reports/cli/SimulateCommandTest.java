package io.tidemark.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.reports.cli.CommandLineRunner.Outcome;
import io.tidemark.reports.result.BackupResult;
import io.tidemark.reports.result.RunSummary;
import io.tidemark.reports.result.SummaryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
    @TempDir
    Path work;

    @Test
    void everythingIsMeasuredAndNothingDiffers() throws IOException {
        RunSummary run = simulate("iot");

        assertThat(run.backups()).extracting(BackupResult::mode).contains("full", "incremental");
        assertThat(run.restore()).isNotNull().satisfies(restore -> {
            assertThat(restore.blocks()).isPositive();
            assertThat(restore.differences()).isZero();
        });
        assertThat(run.check()).isNotNull().satisfies(check -> {
            assertThat(check.windows()).isEqualTo(3);
            assertThat(check.differences()).isZero();
        });
        assertThat(run.baselines()).isNotNull();
        assertThat(run.engine()).isNotNull();
        assertThat(work.resolve("out/report.html")).isNotEmptyFile();
        assertThat(CommandLineRunner.run("backup", "verify", work.resolve("out/backup"))
                        .status())
                .isEqualTo(ExitStatus.GOOD);
    }

    @Test
    void equalSeedsHaveEqualDigestsAndEqualBackupsAndOtherSeedsOthers() throws IOException {
        String first = simulate("iot").digest();
        String backups = CommandLineRunner.run("backup", "list", work.resolve("out/backup"))
                .out();
        assertThat(simulate("iot").digest()).isEqualTo(first);
        assertThat(CommandLineRunner.run("backup", "list", work.resolve("out/backup"))
                        .out())
                .isEqualTo(backups);

        assertThat(simulate("iot", "--seed", "2").digest()).isNotEqualTo(first);
    }

    @Test
    void aFolderWithSomethingElseInItIsLeftAlone() throws IOException {
        Path precious = Files.createDirectories(work.resolve("out/backup")).resolve("precious.txt");
        Files.writeString(precious, "mine");

        Outcome outcome = run("iot");

        assertThat(outcome.status()).isEqualTo(ExitStatus.INPUT);
        assertThat(outcome.err()).contains("precious.txt");
        assertThat(precious).hasContent("mine");
    }

    @Test
    void anUnknownWorkloadIsBadInputAndNamesTheKnownOnes() {
        Outcome outcome = run("yacht");

        assertThat(outcome.status()).isEqualTo(ExitStatus.INPUT);
        assertThat(outcome.err()).contains("yacht", "iot", "idle").doesNotContain("\tat ");
    }

    @Test
    void aTaosBenchmarkFileIsAWorkload() throws IOException {
        Path file = Files.writeString(work.resolve("insert.json"), """
                {"filetype": "insert", "host": "localhost", "databases": [{"dbinfo": {"name": "test", "vgroups": 2},
                 "super_tables": [{"name": "meters", "childtable_count": 20, "childtable_prefix": "d",
                  "insert_rows": 300, "columns": [{"type": "FLOAT"}, {"type": "INT"}], "tags": [{"type": "INT"}]}]}]}""");

        RunSummary run = simulate(file);

        assertThat(run.restore())
                .isNotNull()
                .satisfies(restore -> assertThat(restore.differences()).isZero());
        assertThat(run.settings()).containsKey("Keys without effect here");
    }

    @Test
    void aMissingOrNonsensicalFileIsBadInput() throws IOException {
        Path junk = Files.writeString(
                work.resolve("junk.json"),
                "{\"filetype\":\"insert\",\"databases\":[{\"super_tables\":[{\"insert_rows\":-5}]}]}");

        for (Path file : List.of(junk, work.resolve("none.json"))) {
            Outcome outcome = run(file);
            assertThat(outcome.status()).as(outcome.err()).isEqualTo(ExitStatus.INPUT);
            assertThat(outcome.err()).contains(file.toString()).doesNotContain("\tat ");
        }
    }

    @Test
    void aRecordingHasTheEventsOfTheSimulationAndReplaysWithoutADifference() throws IOException {
        RunSummary simulated = simulate("iot");
        Path trace = work.resolve("iot.avro");

        Outcome recorded = CommandLineRunner.run(
                "record", "iot", "-o", trace, "--max-rows", "20000", "--vnodes", "1", "--backups", "3");
        Outcome replayed =
                CommandLineRunner.run("replay", trace, "--check", "--backup-every", "500", "--out", work.resolve("re"));

        assertThat(recorded.status()).as(recorded.err()).isEqualTo(ExitStatus.GOOD);
        assertThat(replayed.status()).as(replayed.err()).isEqualTo(ExitStatus.GOOD);
        assertThat(SummaryFile.read(work.resolve("re/summary.json")).events()).isEqualTo(simulated.events());
    }

    @Test
    void crashesHaveAScenarioOfTheirOwn() {
        Outcome outcome = CommandLineRunner.run("simulate", "iot", "--crash-every-op", "--out", work.resolve("crash"));

        assertThat(outcome.status()).isEqualTo(ExitStatus.INPUT);
        assertThat(outcome.err()).contains("expected no workload, found iot");
    }

    private RunSummary simulate(Object... arguments) throws IOException {
        Outcome outcome = run(arguments);
        assertThat(outcome.status()).as(outcome.err()).isEqualTo(ExitStatus.GOOD);
        return SummaryFile.read(work.resolve("out").resolve(SummaryFile.NAME));
    }

    private Outcome run(Object... arguments) {
        Object[] common = {
            "simulate", "--out", work.resolve("out"), "--max-rows", "20000", "--vnodes", "1", "--backups", "3"
        };
        Object[] all = new Object[common.length + arguments.length];
        System.arraycopy(common, 0, all, 0, common.length);
        System.arraycopy(arguments, 0, all, common.length, arguments.length);
        return CommandLineRunner.run(all);
    }
}
