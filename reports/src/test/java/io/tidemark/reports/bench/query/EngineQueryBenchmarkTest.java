package io.tidemark.reports.bench.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineQueryBenchmarkTest {
    private static final int BLOCKS = 10_000;

    @ParameterizedTest
    @EnumSource
    void everySubjectFindsTheBlocksThatAreThere(QuerySubject subject) throws Exception {
        for (double percent : new double[] {0.001, 0.1, 10, 100}) {
            MarkedBlocks marked = MarkedBlocks.of(BLOCKS, percent);
            EngineQueryBenchmark benchmark = new EngineQueryBenchmark();
            benchmark.subject = subject;
            benchmark.blocks = BLOCKS;
            benchmark.hitPercent = percent;
            benchmark.mark();

            long[] inRange = blocks(marked, marked.firstInRange(), marked.lastInRange());
            assertFound(benchmark.since(), blocks(marked, marked.firstSince(), BLOCKS - 1));
            assertFound(benchmark.byWal(), inRange);
            assertFound(benchmark.byTime(), inRange);
            benchmark.close();
        }
    }

    private static long[] blocks(MarkedBlocks marked, int first, int last) {
        assertThat(last - first + 1).isEqualTo(marked.hits());
        return IntStream.rangeClosed(first, last)
                .mapToLong(marked::block)
                .sorted()
                .toArray();
    }

    private static void assertFound(Found found, long[] blocks) {
        assertThat(found.count()).isEqualTo(blocks.length);
        assertThat(found.ascending()).isEqualTo(blocks);
    }

    @Test
    void spilledMeansThatEverySegmentIsInAFile() throws Exception {
        MarkedBlocks marked = MarkedBlocks.of(BLOCKS, 10);
        try (EngineTable resident = new EngineTable(marked, /* isSpilled= */ false);
                EngineTable spilled = new EngineTable(marked, /* isSpilled= */ true)) {
            assertThat(resident.stats().spills()).isZero();
            assertThat(spilled.stats().spills()).isEqualTo(spilled.stats().segments());
        }
    }

    @Test
    void noTwoMarksAreOfOneBlockAndNoTwoRowsOfOneMark() {
        for (int count : new int[] {1, 10, 1_000, 100_000}) {
            MarkedBlocks marked = MarkedBlocks.of(count, 1);

            assertThat(IntStream.range(0, count)
                            .mapToLong(marked::block)
                            .distinct()
                            .count())
                    .isEqualTo(count);
            assertThat(IntStream.range(0, count).map(marked::markOfRow).sorted().toArray())
                    .isEqualTo(IntStream.range(0, count).toArray());
        }
    }
}
