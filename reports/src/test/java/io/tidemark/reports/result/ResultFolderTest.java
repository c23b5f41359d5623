package io.tidemark.reports.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFolderTest {
    @TempDir
    Path folder;

    @Test
    void resultsOfJmhAreReadBesideASummary() throws IOException {
        SummaryFile.write(SampleRuns.nothingMeasured(), folder.resolve(SummaryFile.NAME));
        Files.writeString(folder.resolve("bench-engine.json"), """
                [{"benchmark": "io.tidemark.reports.bench.EngineBenchmark.mark", "mode": "thrpt", "params": {"ids": "random"},
                  "primaryMetric": {"score": 12.5, "scoreError": "NaN", "scoreUnit": "ops/s"}}]""");

        ResultFolder results = ResultFolder.read(folder);

        assertThat(results.summary()).isEqualTo(SampleRuns.nothingMeasured());
        assertThat(results.benches())
                .containsExactly(new BenchResult(
                        "EngineBenchmark.mark", "thrpt", Map.of("ids", "random"), 12.5, Double.NaN, "ops/s"));
        assertThat(results.benches().get(0).group()).isEqualTo("EngineBenchmark");
        assertThat(results.benches().get(0).label()).isEqualTo("mark ids=random");
    }

    @Test
    void aFileThatIsNotWhatItsNameSaysIsRefused() throws IOException {
        Files.writeString(folder.resolve("bench-x.json"), "{}");

        assertThatThrownBy(() -> ResultFolder.read(folder))
                .isInstanceOf(UnreadableResultException.class)
                .hasMessageContaining("bench-x.json: expected JSON results of JMH, found no array");
    }

    @Test
    void aFolderWithoutResultsIsRefused() {
        assertThatThrownBy(() -> ResultFolder.read(folder))
                .isInstanceOf(UnreadableResultException.class)
                .hasMessageContaining("found neither");
    }
}
