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
                [{"benchmark": "io.tidemark.reports.bench.mark.EngineBenchmark.mark", "mode": "thrpt",
                  "params": {"ids": "RANDOM", "subject": "ROCKSDB"},
                  "primaryMetric": {"score": 12.5, "scoreError": "NaN", "scoreUnit": "ops/s"},
                  "secondaryMetrics": {
                   "gc.alloc.rate.norm": {"score": 0.25, "scoreError": 0.1, "scoreUnit": "B/op"},
                   "gc.count": {"score": 3.0, "scoreError": "NaN", "scoreUnit": "counts"},
                   "p99": {"score": 120.0, "scoreError": "NaN", "scoreUnit": "ns"}}}]""");

        ResultFolder results = ResultFolder.read(folder);

        assertThat(results.summary()).isEqualTo(SampleRuns.nothingMeasured());
        BenchResult result = results.benches().get(0);
        assertThat(results.benches())
                .containsExactly(new BenchResult(
                        "EngineBenchmark.mark",
                        "thrpt",
                        Map.of("ids", "RANDOM", "subject", "ROCKSDB"),
                        12.5,
                        Double.NaN,
                        "ops/s",
                        Map.of(
                                "gc.alloc.rate.norm", new BenchResult.Figure(0.25, "B/op"),
                                "p99", new BenchResult.Figure(120, "ns"))));
        assertThat(result.group()).isEqualTo("EngineBenchmark");
        assertThat(result.task()).isEqualTo("mark ids=RANDOM");
        assertThat(result.subject()).isEqualTo("ROCKSDB");
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
