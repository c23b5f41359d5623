package io.tidemark.reports.bench.mark;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.reports.bench.BlockIds;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EngineBenchmarkTest {
    private static final int MARKS = 3_000;
    private static final int ASKED = 1_000;

    /* The literal design keeps of a block the mark that came last, which two producers of one block leave to chance. */
    @ParameterizedTest
    @EnumSource
    void everySubjectFindsTheBlocksOfTheLastMarks(MarkSubject subject) throws Exception {
        for (BlockIds ids : BlockIds.values()) {
            long[] blocks = ids.draw(MARKS);
            long[] last = Arrays.stream(blocks, MARKS - ASKED, MARKS)
                    .sorted()
                    .distinct()
                    .toArray();

            assertThat(lastBlocks(subject, ids, 1)).as("%s, one producer", ids).isEqualTo(last);
            if (subject != MarkSubject.LITERAL_DESIGN || ids == BlockIds.SEQUENTIAL) {
                assertThat(lastBlocks(subject, ids, 2))
                        .as("%s, two producers", ids)
                        .isEqualTo(last);
            }
        }
    }

    private static long[] lastBlocks(MarkSubject subject, BlockIds ids, int producers) throws Exception {
        EngineBenchmark benchmark = new EngineBenchmark(MARKS);
        benchmark.subject = subject;
        benchmark.ids = ids;
        benchmark.producers = producers;
        benchmark.begin();
        benchmark.startEmpty();
        try {
            benchmark.mark();
            return benchmark.lastBlocks(ASKED);
        } finally {
            benchmark.close();
            benchmark.end();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "LITERAL_DESIGN", mode = EnumSource.Mode.EXCLUDE)
    void aMarkBeforeTheLastOfItsBlockIsFound(MarkSubject subject) throws Exception {
        try (MarkTracker tracker = subject.open()) {
            MarkTracker.Producer producer = tracker.producer();
            producer.mark(7, 1, 10);
            producer.mark(8, 2, 20);
            producer.mark(7, 3, 30);
            producer.end();
            tracker.settle();

            assertThat(tracker.blocksByTime(10, 10)).containsExactly(7);
            assertThat(tracker.blocksByTime(11, 30)).containsExactly(7, 8);
            assertThat(tracker.blocksByTime(31, 40)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"RANDOM, 9500, 10000", "CLUSTERED, 9500, 10000", "SEQUENTIAL, 10000, 10000", "ZIPF, 500, 2500"})
    void blocksRepeatAsTheirNameSays(BlockIds ids, int least, int most) {
        long[] blocks = ids.draw(10_000);

        assertThat(blocks).hasSize(10_000).isEqualTo(ids.draw(10_000));
        assertThat(Arrays.stream(blocks).distinct().count()).isBetween((long) least, (long) most);
    }
}
