package io.tidemark.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.reports.cli.CommandLineRunner.Outcome;
import io.tidemark.reports.result.BenchResult;
import io.tidemark.reports.result.BenchTask;
import io.tidemark.reports.result.ResultFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {
    @TempDir
    Path out;

    @Test
    void listNamesEveryBenchmarkClass() {
        assertThat(CommandLineRunner.run("bench", "--list").out().lines())
                .containsExactly(
                        "engine",
                        "engine-query",
                        "mark-path",
                        "publish-latency",
                        "ring-buffer",
                        "segment",
                        "skip-list");
    }

    @Test
    void anUnknownNameIsBadInputAndNamesTheKnownOnes() {
        Outcome outcome = CommandLineRunner.run("bench", "warp");

        assertThat(outcome.status()).isEqualTo(ExitStatus.INPUT);
        assertThat(outcome.err()).contains("found 'warp'", "engine-query");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "ids=SPIRAL | expected one of [RANDOM, CLUSTERED, SEQUENTIAL, ZIPF], found 'SPIRAL'",
                "producers=1,two | expected a number, found 'two'",
                "producers=1.5 | expected a number, found '1.5'",
                "colour=red | expected a parameter of [ids, producers, subject], found 'colour'",
                "ids | expected NAME=VALUE[,VALUE...], found 'ids'",
                "ids= | expected NAME=VALUE[,VALUE...], found 'ids='"
            })
    void aParameterThatABenchmarkCannotTakeIsBadInput(String parameter, String message) {
        Outcome outcome = CommandLineRunner.run("bench", "engine", "--param", parameter);

        assertThat(outcome.status()).isEqualTo(ExitStatus.INPUT);
        assertThat(outcome.err()).contains(message);
    }

    @Test
    void aRunLeavesScoresRatiosAndFigures() throws IOException {
        Outcome outcome = CommandLineRunner.run(
                "bench", "segment", "--quick", "--gc", "--param", "operation=SPILL", "--out", out);

        assertThat(outcome.status()).as(outcome.err()).isEqualTo(ExitStatus.GOOD);
        List<BenchTask> tasks = BenchTask.of(ResultFolder.read(out).benches());
        assertThat(tasks).extracting(BenchTask::name).containsExactly("run operation=SPILL");
        assertThat(tasks.get(0).results()).extracting(BenchResult::subject).containsExactly("TIDEMARK", "PLAIN_WRITE");
        BenchResult plain = tasks.get(0).results().get(1);
        assertThat(plain.figures()).containsOnlyKeys("gc.alloc.rate.norm", "state");
        assertThat(plain.figures())
                .hasEntrySatisfying("state", state -> assertThat(state.unit()).isEqualTo("MB/s"));
        assertThat(tasks.get(0).timesAsFast(plain)).isPositive();
        assertThat(outcome.out()).contains("PLAIN_WRITE", "times", "MB/s");
        assertThat(out.resolve("report.html")).content().contains("PLAIN_WRITE", "B/op");
    }
}
