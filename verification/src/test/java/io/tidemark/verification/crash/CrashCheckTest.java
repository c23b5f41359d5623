package io.tidemark.verification.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.engine.BitmapEngine;
import io.tidemark.simulator.storage.FaultKind;
import io.tidemark.spi.Storage;
import io.tidemark.spi.StorageEngine;
import io.tidemark.verification.properties.Depth;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine survives every crash; engines with something broken under or around them do not, and the check says so. */
class CrashCheckTest {
    private static final int SEEDS = 4;
    private static final int SEEDS_FOR_BROKEN = 10;

    /* Stops at the first violation. */
    private static CrashCheckOptions small(long seed) {
        return new CrashCheckOptions(seed, 60, 4, 1, 0, 1);
    }

    @Test
    void nothingIsLostInAnyCrash() {
        Map<FaultKind, Long> faults = new EnumMap<>(FaultKind.class);
        for (long seed = 11; seed < 11 + Depth.times(SEEDS); seed++) {
            CrashCheckResult result = CrashCheck.run(new CrashCheckOptions(seed, 60, 8, 1, 150, 10), points -> {});
            result.faults().forEach((kind, count) -> faults.merge(kind, count, Long::sum));

            assertThat(result.violations()).isEmpty();
            assertThat(result.points()).isGreaterThan(500);
            assertThat(result.exhausted()).isGreaterThan(result.crashes() / 3);
        }
        assertThat(faults).containsOnlyKeys(FaultKind.values());
        assertThat(faults.values()).allMatch(count -> count > 0);
    }

    @Test
    void equalSeedsGiveEqualResultsAndOtherSeedsOthers() {
        CrashCheckOptions options = new CrashCheckOptions(3, 20, 4, 1, 10, 10);
        CrashCheckResult first = CrashCheck.run(options, points -> {});

        assertThat(CrashCheck.run(options, points -> {})).isEqualTo(first);
        assertThat(CrashCheck.run(new CrashCheckOptions(4, 20, 4, 1, 10, 10), points -> {})
                        .faults())
                .isNotEqualTo(first.faults());
    }

    static Stream<Named<Setup>> broken() {
        return Stream.of(
                under("force does nothing", BrokenStorage.ForceIgnored::new),
                under("force of the folder does nothing", BrokenStorage.FolderForceIgnored::new),
                under("a failed force is repeated and trusted", BrokenStorage.FailedForceRepeated::new),
                under("a failed write is hidden", BrokenStorage.FailedWriteHidden::new),
                under("a rename is a copy", BrokenStorage.RenameCopies::new),
                under("a cursor moves before that is saved", BrokenStorage.RenameDelayed::new),
                around("nothing is delivered again", (engine, host) -> 0),
                around(
                        "it is delivered again from too late on",
                        (engine, host) -> host.replay(engine.replayFrom() + 3, engine)),
                around("a gap is not told", CrashCheckTest::replayFromWhatThereIs));
    }

    private static Named<Setup> under(String name, UnaryOperator<Storage> storage) {
        return Named.of(name, new Setup(storage, Setup.REAL.redelivery()));
    }

    private static Named<Setup> around(String name, Setup.Redelivery redelivery) {
        return Named.of(name, new Setup(UnaryOperator.identity(), redelivery));
    }

    private static long replayFromWhatThereIs(BitmapEngine engine, StorageEngine host) throws IOException {
        long from = engine.replayFrom();
        return host.replay(
                Long.compareUnsigned(from, host.firstWalOffset()) < 0 ? host.firstWalOffset() : from, engine);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void somethingBrokenIsFound(Setup setup) {
        assertThat(LongStream.rangeClosed(1, SEEDS_FOR_BROKEN)
                        .anyMatch(seed -> !CrashCheck.run(small(seed), setup, points -> {})
                                .violations()
                                .isEmpty()))
                .isTrue();
    }

    @Test
    void aViolationIsSeenAgainByItsPoint() throws Exception {
        Setup broken = new Setup(BrokenStorage.FailedWriteHidden::new, Setup.REAL.redelivery());
        for (Violation violation :
                CrashCheck.run(small(1), broken, points -> {}).violations()) {
            CrashPoint point = CrashPoint.parse(violation.point().toString());

            assertThat(point).isEqualTo(violation.point());
            assertThatThrownBy(() -> CrashCheck.replay(point, broken))
                    .satisfies(e -> assertThat(violation.message()).contains(String.valueOf(e.getMessage())));
        }
    }

    @Test
    void textThatIsNoPointIsRefused() {
        assertThatThrownBy(() -> CrashPoint.parse("seed=1 kind=CRASH"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected seed=N");
    }
}
