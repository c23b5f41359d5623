package io.tidemark.reports.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchTaskTest {
    private static final BenchResult OWN_RATE = result("A.mark", "RANDOM", "TIDEMARK", 20, "ops/s");
    private static final BenchResult PEER_RATE = result("A.mark", "RANDOM", "MVSTORE", 5, "ops/s");
    private static final BenchResult OWN_TIME = result("B.find", "RANDOM", "TIDEMARK", 20, "ns/op");
    private static final BenchResult PEER_TIME = result("B.find", "RANDOM", "TREE_MAP", 5, "ns/op");
    private static final BenchResult ALONE = result("A.mark", "ZIPF", "MVSTORE", 5, "ops/s");

    @Test
    void subjectsOfTheSameStandBesideEachOther() {
        List<BenchTask> tasks = BenchTask.of(List.of(OWN_RATE, OWN_TIME, ALONE, PEER_TIME, PEER_RATE));

        assertThat(tasks)
                .containsExactly(
                        new BenchTask("A", "mark ids=RANDOM", List.of(OWN_RATE, PEER_RATE)),
                        new BenchTask("B", "find ids=RANDOM", List.of(OWN_TIME, PEER_TIME)),
                        new BenchTask("A", "mark ids=ZIPF", List.of(ALONE)));
    }

    @Test
    void timesAsFastIsMoreThanOneWhereTidemarkIsFaster() {
        BenchTask rates = BenchTask.of(List.of(OWN_RATE, PEER_RATE)).get(0);
        BenchTask times = BenchTask.of(List.of(OWN_TIME, PEER_TIME)).get(0);

        assertThat(rates.timesAsFast(PEER_RATE)).isEqualTo(4);
        assertThat(times.timesAsFast(PEER_TIME)).isEqualTo(0.25);
    }

    @Test
    void nothingIsComparedWithItselfOrWithNobody() {
        BenchTask rates = BenchTask.of(List.of(OWN_RATE, PEER_RATE)).get(0);

        assertThat(rates.timesAsFast(OWN_RATE)).isNull();
        assertThat(BenchTask.of(List.of(ALONE)).get(0).timesAsFast(ALONE)).isNull();
    }

    private static BenchResult result(String benchmark, String ids, String subject, double score, String unit) {
        return new BenchResult(
                benchmark, "mode", Map.of("ids", ids, "subject", subject), score, Double.NaN, unit, Map.of());
    }
}
