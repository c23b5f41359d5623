package io.tidemark.reports.bench.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SkipListBenchmarkTest {
    private static final int PAIRS = 1_000;

    @ParameterizedTest
    @EnumSource
    void everyIndexAnswersLikeAListOfItsPairs(IndexSubject subject) {
        PairIndex index = subject.open();
        List<Long> keys = new ArrayList<>();
        for (long i = 0; i < PAIRS; i++) {
            keys.add(10 * i);
        }
        Collections.shuffle(keys, new java.util.Random(3));
        keys.forEach(key -> index.insert(key, -key));
        Collections.sort(keys);

        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < PAIRS; i++) {
            long from = random.nextLong(-20, 10 * PAIRS + 20);
            long to = from + random.nextLong(500);
            List<Long> range =
                    keys.stream().filter(key -> from <= key && key <= to).toList();
            List<Long> reversed = new ArrayList<>(range);
            Collections.reverse(reversed);
            long below = keys.stream()
                    .filter(key -> key <= from)
                    .mapToLong(key -> key)
                    .max()
                    .orElse(1);

            assertThat(ascending(index, from, to)).isEqualTo(range);
            assertThat(descending(index, from, to)).isEqualTo(reversed);
            assertThat(index.floor(from)).isEqualTo(below == 1 ? PairIndex.ABSENT : -below);
            assertThat(index.find(from)).isEqualTo(keys.contains(from) ? -from : PairIndex.ABSENT);
        }
        assertThat(ascending(index, Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(keys);
    }

    private static List<Long> ascending(PairIndex index, long from, long to) {
        List<Long> keys = new ArrayList<>();
        index.ascending(from, to, (key, value) -> key == -value && keys.add(key));
        return keys;
    }

    private static List<Long> descending(PairIndex index, long from, long to) {
        List<Long> keys = new ArrayList<>();
        index.descending(from, to, (key, value) -> key == -value && keys.add(key));
        return keys;
    }

    @ParameterizedTest
    @EnumSource
    void everyMethodAnswersTheSameForEverySubject(IndexSubject subject) {
        assertThat(answers(subject)).isEqualTo(answers(IndexSubject.TREE_MAP));
    }

    private static List<Long> answers(IndexSubject subject) {
        SkipListBenchmark benchmark = new SkipListBenchmark(PAIRS);
        benchmark.subject = subject;
        benchmark.fill();
        List<Long> answers = new ArrayList<>();
        for (int i = 0; i < 2 * PAIRS; i++) {
            answers.add(benchmark.find());
            answers.add(benchmark.floor());
            answers.add(benchmark.shortAscending());
            answers.add(benchmark.shortDescending());
        }
        answers.add(benchmark.fullAscending());
        answers.add(benchmark.fullDescending());
        return answers;
    }

    @ParameterizedTest
    @EnumSource
    void anIndexIsFilledAndMeasured(IndexSubject subject) {
        SkipListBenchmark benchmark = new SkipListBenchmark(PAIRS);
        benchmark.subject = subject;
        SkipListBenchmark.AscendingFootprint inOrder = new SkipListBenchmark.AscendingFootprint();
        SkipListBenchmark.RandomFootprint shuffled = new SkipListBenchmark.RandomFootprint();
        inOrder.tell(benchmark);
        shuffled.tell(benchmark);

        PairIndex ascending = (PairIndex) benchmark.insertAscending(inOrder);
        PairIndex random = (PairIndex) benchmark.insertRandom(shuffled);

        List<Long> keys = ascending(subject.open(), 0, 0);
        ascending.ascending(Long.MIN_VALUE, Long.MAX_VALUE, (key, value) -> keys.add(key));
        List<Long> others = new ArrayList<>();
        random.ascending(Long.MIN_VALUE, Long.MAX_VALUE, (key, value) -> others.add(key));
        assertThat(keys).hasSize(PAIRS).isEqualTo(others);
    }
}
