package io.tidemark.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.event.EventKind;
import io.tidemark.reports.cli.CommandLineRunner.Outcome;
import io.tidemark.reports.result.BackupResult;
import io.tidemark.reports.result.CheckCounts;
import io.tidemark.reports.result.EventCounts;
import io.tidemark.reports.result.RunSummary;
import io.tidemark.reports.result.SummaryFile;
import io.tidemark.reports.result.TraceCounts;
import io.tidemark.workloads.trace.TraceRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
    private static final String HEADER = "version,time,op,size,lbn\n";

    @TempDir
    Path work;

    private Path trace;

    @BeforeEach
    void writeTrace() throws IOException {
        trace = Files.writeString(
                work.resolve("disk.csv"),
                HEADER + "1,0.5,2a,4096,0\n1,1.0,28,512,0\n1,1.5,2a,8192,8\n1,2.0,2a,512,7\n1,2.5,2a,4096,80\n");
    }

    @Test
    void windowsCountTheBlocksOfTheirEvents() throws IOException {
        RunSummary run = replay("--check", "--backup-every", "3", trace);

        assertThat(run.events()).isEqualTo(EventCounts.of(0, 5, 0, 0));
        assertThat(run.trace()).isEqualTo(new TraceCounts(5, 1, 0));
        assertThat(run.check()).isEqualTo(new CheckCounts(2, 400L, 0));
        assertThat(run.backups()).extracting(BackupResult::modified).containsExactly(3L, 2L);
        assertThat(run.backups()).extracting(BackupResult::walFrom).containsExactly(1L, 3L);
        assertThat(run.backups()).extracting(BackupResult::walTo).containsExactly(2L, 4L);
        assertThat(run.backups()).extracting(BackupResult::bytes).containsOnlyNulls();
        assertThat(run.restore()).isNull();
        assertThat(run.baselines()).isNull();
    }

    @Test
    void resultsThatCannotBeWrittenAreKnownBeforeTheRun() throws IOException {
        Path file = Files.writeString(work.resolve("file"), "");

        Outcome underAFile = CommandLineRunner.run("replay", trace, "--out", file.resolve("out"));
        assertThat(underAFile.status()).as(underAFile.err()).isEqualTo(ExitStatus.ENVIRONMENT);
        assertThat(underAFile.err()).contains(file.toString());

        Outcome noFolder = CommandLineRunner.run(
                "replay",
                trace,
                "--out",
                work.resolve("out"),
                "--json",
                work.resolve("none").resolve("x.json"));
        assertThat(noFolder.status()).isEqualTo(ExitStatus.INPUT);
        assertThat(noFolder.err()).contains("--json", "none");
        assertThat(work.resolve("out")).doesNotExist();
    }

    @Test
    void theBlockSizeIsHonoured() throws IOException {
        assertThat(replay("--block-size", "512", trace).events()).isEqualTo(EventCounts.of(0, 33, 0, 0));
    }

    @Test
    void everyVnodeOfARecordingHasAnEngineOfItsOwn() throws IOException {
        Path recording = work.resolve("two.avro");
        try (TraceRecorder recorder = new TraceRecorder(recording, Map.of())) {
            for (int wal = 1; wal <= 10; wal++) {
                recorder.accept(1, EventKind.CREATE, wal, wal, wal);
                recorder.accept(2, EventKind.UPDATE, 7, wal, wal);
            }
            recorder.finish();
        }

        RunSummary run = replay("--check", "--backup-every", "6", recording);

        assertThat(run.backups())
                .extracting(BackupResult::id)
                .containsExactly("vnode-1/w1", "vnode-1/w2", "vnode-2/w1", "vnode-2/w2");
        assertThat(run.backups()).extracting(BackupResult::created).containsExactly(6L, 4L, 0L, 0L);
        assertThat(run.backups()).extracting(BackupResult::modified).containsExactly(0L, 0L, 1L, 1L);
        assertThat(run.check()).isEqualTo(new CheckCounts(4, 800L, 0));
    }

    @Test
    void severalTracesAreSeveralLogs() throws IOException {
        Path other = Files.copy(trace, work.resolve("other.csv"));

        assertThat(replay("--check", trace, other).backups())
                .extracting(BackupResult::id)
                .containsExactly(trace + "/vnode-0/w1", other + "/vnode-0/w1");
    }

    @Test
    void aPersistFolderCanBeInspectedAfterwards() throws IOException {
        Path folder = work.resolve("persist");
        Path config = Files.writeString(
                work.resolve("c.toml"),
                "[plugins.incremental_bitmap]\nenable_persistence = true\npersist_path = \"" + folder + "\"\n");

        replay("--config", config, trace);
        Outcome outcome = CommandLineRunner.run("inspect", "--verify", folder);

        assertThat(outcome.status()).isEqualTo(ExitStatus.GOOD);
        assertThat(outcome.out()).contains("replay");
        assertThat(badInput("--check", "--config", config, trace)).contains("expected an empty persist_path");
    }

    @Test
    void anUnknownKeyInTheSettingsIsBadInputWithItsLine() throws IOException {
        Path config = Files.writeString(
                work.resolve("c.toml"), "[plugins.incremental_bitmap]\nmemory_limit_mb = 64\nmemory_limt = 3\n");

        assertThat(badInput("--config", config, trace)).contains("memory_limt", "line 3");
    }

    @Test
    void aDamagedLineIsBadInputUnlessItIsToBeSkipped() throws IOException {
        Files.writeString(trace, HEADER + "1,0.5,2a,4096,0\n1,1.0,2a,many,0\n1,1.5,2a,4096,8\n");

        assertThat(badInput(trace)).contains("disk.csv", "3");
        assertThat(replay("--skip-bad-lines", trace).trace()).isEqualTo(new TraceCounts(2, 0, 1));
    }

    @Test
    void nonsenseIsBadInput() {
        assertThat(badInput(work.resolve("none.csv"))).contains("none.csv");
        assertThat(badInput("--backup-every", "0", trace)).contains("expected at least 1 event");
        assertThat(badInput("--memory-limit", "1MiB", trace)).contains("--memory-limit");
        assertThat(badInput("--format", "msr", trace)).contains("disk.csv");
        assertThat(badInput("--format", "floppy", trace)).contains("floppy");
        assertThat(badInput()).contains("TRACE");
    }

    @Test
    void theResultsAreLeftInTheFolder() throws IOException {
        replay(trace);

        assertThat(work.resolve("out/report.html")).content().contains("Block contents: a trace has none");
    }

    private RunSummary replay(Object... arguments) throws IOException {
        Path out = work.resolve("out");
        Outcome outcome = run(arguments);
        assertThat(outcome.status()).as(outcome.err()).isEqualTo(ExitStatus.GOOD);
        return SummaryFile.read(out.resolve(SummaryFile.NAME));
    }

    private String badInput(Object... arguments) {
        Outcome outcome = run(arguments);
        assertThat(outcome.status()).as(outcome.err()).isEqualTo(ExitStatus.INPUT);
        assertThat(outcome.err()).doesNotContain("\tat ");
        return outcome.err();
    }

    private Outcome run(Object... arguments) {
        Object[] all = new Object[arguments.length + 3];
        all[0] = "replay";
        all[1] = "--out";
        all[2] = work.resolve("out");
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return CommandLineRunner.run(all);
    }
}
