package io.tidemark.reports.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.reports.result.CrashFigures;
import io.tidemark.reports.result.RunSummary;
import io.tidemark.reports.result.RunSummaryBuilder;
import io.tidemark.simulator.storage.FaultKind;
import io.tidemark.verification.crash.CrashCheckResult;
import io.tidemark.verification.crash.CrashPoint;
import io.tidemark.verification.crash.Violation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrashRunTest {
    @Test
    void everythingThatWasFoundIsInTheSummaryAndOfManyViolationsTheFirst() {
        Violation violation =
                new Violation(new CrashPoint(11, 60, CrashPoint.Kind.CRASH, 7, List.of(1L, 0L)), "block 3 is missing");
        CrashCheckResult result = new CrashCheckResult(
                9,
                8,
                7,
                30,
                Map.of(CrashPoint.Kind.CRASH, 30L),
                Map.of(FaultKind.TORN_WRITE, 2L),
                Collections.nCopies(50, violation));

        RunSummaryBuilder summary = RunSummary.builder("simulate", "1");
        CrashRun.describe(result, summary);

        assertThat(summary.build().crash()).isNotNull().satisfies(crash -> {
            assertThat(crash)
                    .usingRecursiveComparison()
                    .ignoringFields("first")
                    .isEqualTo(new CrashFigures(
                            9, 8, 7, 30, Map.of("CRASH", 30L), Map.of("TORN_WRITE", 2L), 50, List.of()));
            assertThat(crash.first())
                    .hasSize(20)
                    .allMatch("block 3 is missing [seed=11 steps=60 kind=CRASH operation=7 choices=1,0]"::equals);
        });
        assertThat(summary.build().differences()).isEqualTo(50);
    }
}
