package io.tidemark.reports.bench.mark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkPathBenchmarkTest {
    private static final int MARKS = 1_000;

    @Test
    void everyMarkArrivesBothWays() throws Exception {
        MarkPathBenchmark benchmark = new MarkPathBenchmark(MARKS);
        benchmark.open();
        try {
            benchmark.direct();
            assertThat(benchmark.marked()).isEqualTo(MARKS);
            benchmark.ring();
            assertThat(benchmark.marked()).isEqualTo(2 * MARKS);
        } finally {
            benchmark.close();
        }
    }
}
