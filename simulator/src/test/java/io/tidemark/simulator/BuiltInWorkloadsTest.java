package io.tidemark.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.workloads.WorkloadSpec;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInWorkloadsTest {
    private static final long ALL_ROWS = 0;

    static Stream<String> names() {
        return WorkloadSpec.builtIns().stream().map(WorkloadSpec::name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyBuiltInCommitsMergesTellsEveryKindOfEventAndIsRestored(String name) throws IOException {
        SimulationPlan plan = SimulationPlan.of(WorkloadSpec.builtIn(name), 2, ALL_ROWS, 1);
        RunResult result = SimulationRun.run(Plans.options(plan, RunOptions.Wiring.DIRECT));
        assertThat(result.check().first()).isEmpty();
        assertThat(result.restore().first()).isEmpty();
        assertThat(result.isGood()).isTrue();
        assertThat(result.store().commits()).as("commits").isPositive();
        assertThat(result.store().merges()).as("merges").isPositive();
        assertThat(result.events().create()).as("creates").isPositive();
        assertThat(result.events().update()).as("updates").isPositive();
        assertThat(result.events().flush()).as("flushes").isPositive();
        assertThat(result.events().delete()).as("deletes").isPositive();
        assertThat(result.tmq().rows()).as("rows of the subscriber").isPositive();
    }
}
