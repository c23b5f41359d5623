package io.tidemark.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.reports.cli.CommandLineRunner.Outcome;
import org.junit.jupiter.api.Test;

class BenchCommandTest {
    @Test
    void listNamesEveryBenchmarkClass() {
        assertThat(CommandLineRunner.run("bench", "--list").out().lines()).contains("engine", "engine-query");
    }

    @Test
    void anUnknownNameIsBadInputAndNamesTheKnownOnes() {
        Outcome outcome = CommandLineRunner.run("bench", "warp");

        assertThat(outcome.status()).isEqualTo(ExitStatus.INPUT);
        assertThat(outcome.err()).contains("found 'warp'", "engine-query");
    }
}
