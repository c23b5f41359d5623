package io.tidemark.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkloadSpecTest {
    static List<WorkloadSpec> builtIns() {
        return WorkloadSpec.builtIns();
    }

    @ParameterizedTest
    @MethodSource("builtIns")
    void builtInWritesAboutTheRowsThatItSays(WorkloadSpec spec) {
        long rows = rows(operations(spec, 1, 0));
        assertThat(spec.totalRows()).isBetween(100_000L, 1_000_000L);
        assertThat(rows).isBetween(spec.totalRows() * 9 / 10, spec.totalRows() * 3 / 2);
    }

    @ParameterizedTest
    @MethodSource("builtIns")
    void equalSeedsGiveEqualOperations(WorkloadSpec spec) {
        assertThat(describe(operations(spec, 7, 20_000))).isEqualTo(describe(operations(spec, 7, 20_000)));
        assertThat(describe(operations(spec, 7, 20_000))).isNotEqualTo(describe(operations(spec, 8, 20_000)));
    }

    @ParameterizedTest
    @MethodSource("builtIns")
    void tablesAreCreatedOnceAndBeforeTheirRows(WorkloadSpec spec) {
        Set<Long> created = new HashSet<>();
        for (Operation operation : operations(spec, 3, 50_000)) {
            if (operation instanceof Operation.CreateTable create) {
                assertThat(created.add(create.tableId())).isTrue();
            } else if (operation instanceof Operation.Insert insert) {
                assertThat(created).contains(insert.tableId());
                assertThat(insert.timestamps()).isNotEmpty();
            }
        }
    }

    @Test
    void limitIsSharedOverTheTables() {
        WorkloadSpec spec = WorkloadSpec.builtIn("iot");
        Map<Long, Integer> rows = new HashMap<>();
        for (Operation operation : operations(spec, 1, 10_000)) {
            if (operation instanceof Operation.Insert insert) {
                rows.merge(insert.tableId(), insert.timestamps().length, Integer::sum);
            }
        }
        assertThat(rows).hasSize(200);
        assertThat(rows.values()).containsOnly(50);
    }

    @Test
    void limitBelowTheNumberOfTablesLeavesSomeOut() {
        long rows = rows(operations(WorkloadSpec.builtIn("many-tables"), 1, 500));
        assertThat(rows).isBetween(400L, 500L);
    }

    @Test
    void hugeWorkloadRunsUnderALimit() {
        SuperTable huge = meters(1_000_000_000L, 0, false, 0, 0, 0);
        WorkloadSpec spec = new WorkloadSpec(
                "huge", "", DatabaseOptions.DEFAULTS, List.of(huge), List.of(Round.all(Long.MAX_VALUE / 2)), true);
        assertThat(spec.totalRows()).isEqualTo(Long.MAX_VALUE);
        assertThat(rows(operations(spec, 1, 1_000))).isBetween(500L, 1_000L);
    }

    @Test
    void limitIsSharedBetweenOneLongTableAndManyShortOnes() {
        List<SuperTable> tables = List.of(meters(1, 0, false, 0, 0, 0), meters(1_000_000, 0, false, 0, 0, 0));
        Round round = Round.all(List.of(1_000_000L, 1L));
        WorkloadSpec spec = new WorkloadSpec("skewed", "", DatabaseOptions.DEFAULTS, tables, List.of(round), false);
        Map<Boolean, Long> rows = new HashMap<>();
        for (Operation operation : operations(spec, 1, 1_000)) {
            if (operation instanceof Operation.Insert insert) {
                rows.merge(insert.tableId() == 0, (long) insert.timestamps().length, Long::sum);
            }
        }
        assertThat(rows).containsOnly(Map.entry(true, 500L), Map.entry(false, 500L));
    }

    @Test
    void shortTablesKeepARowBesideEndlessOnes() {
        List<SuperTable> tables = List.of(meters(3, 0, false, 0, 0, 0), meters(7, 0, false, 0, 0, 0));
        Round round = Round.all(List.of(Long.MAX_VALUE / 2, 100L));
        WorkloadSpec spec = new WorkloadSpec("mixed", "", DatabaseOptions.DEFAULTS, tables, List.of(round), true);
        for (long limit : new long[] {10, 11, 1_000, 0}) {
            List<Operation> operations = operations(spec, 1, limit);
            assertThat(operations.stream()
                            .filter(Operation.Insert.class::isInstance)
                            .map(operation -> ((Operation.Insert) operation).tableId())
                            .distinct())
                    .as("tables written with limit " + limit)
                    .hasSize(10);
            long most = limit == 0 ? WorkloadSpec.ENDLESS_ROWS : limit;
            assertThat(rows(operations)).isBetween(most - 3, most);
        }
    }

    @Test
    void tablesThatNobodyWritesAreCutToTheLimitToo() {
        SuperTable table =
                meters(1_000_000_000_000L, 0, false, 0, 0, 0).withTables(1_000_000_000_000L, 500_000_000_000L, 5);
        assertThat(operations(spec(table, 2), 1, 100)).hasSize(5 + 5);
        WorkloadSpec created = spec(meters(1_000, 0, false, 0, 0, 0).withTables(1_000, 500, 5), 2);
        assertThat(operations(created, 1, 100)).hasSize(205 + 5);
        assertThat(operations(created, 1, 0)).hasSize(1_000 + 5);
    }

    @Test
    void roundThatDoesNotSayTheRowsOfEachSuperTableIsRefused() {
        SuperTable table = meters(1, 0, false, 0, 0, 0);
        List<Round> rounds = List.of(Round.all(List.of(1L, 2L)));
        assertThatThrownBy(() -> new WorkloadSpec("test", "", DatabaseOptions.DEFAULTS, List.of(table), rounds, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rowsPerTable=[1, 2], superTables=1");
    }

    @Test
    void interlacedTablesTakeTurns() {
        WorkloadSpec spec = spec(meters(3, 2, false, 0, 0, 0), 4);
        List<Long> turns = operations(spec, 1, 0).stream()
                .filter(Operation.Insert.class::isInstance)
                .map(operation -> ((Operation.Insert) operation).tableId())
                .toList();
        assertThat(turns).containsExactly(0L, 1L, 2L, 0L, 1L, 2L);
    }

    @Test
    void disorderMovesAboutThatManyRowsBack() {
        WorkloadSpec spec = spec(meters(1, 0, false, 30, 0, 0), 10_000);
        long late = 0;
        long expected = WorkloadSpec.EPOCH_NANOS / 1_000_000;
        for (Operation operation : operations(spec, 1, 0)) {
            if (operation instanceof Operation.Insert insert) {
                for (long timestamp : insert.timestamps()) {
                    late += timestamp < expected ? 1 : 0;
                    expected += 10;
                }
            }
        }
        assertThat(late).isBetween(2_500L, 3_500L);
    }

    @Test
    void mixedModeWritesEveryRowAndSomeTwice() {
        WorkloadSpec spec = spec(meters(1, 0, true, 20, 10, 0), 10_000);
        Map<Long, Integer> times = new HashMap<>();
        for (Operation operation : operations(spec, 1, 0)) {
            if (operation instanceof Operation.Insert insert) {
                Arrays.stream(insert.timestamps()).forEach(timestamp -> times.merge(timestamp, 1, Integer::sum));
            }
        }
        assertThat(times).hasSize(10_000);
        long twice = times.values().stream().filter(count -> count > 1).count();
        assertThat(twice).isBetween(500L, 1_000L);
    }

    @Test
    void mixedModeDeletesRangesOfWrittenRows() {
        WorkloadSpec spec = spec(meters(1, 0, true, 0, 0, 10), 10_000);
        List<Operation> operations = operations(spec, 1, 0);
        long deleted = operations.stream()
                .filter(Operation.Delete.class::isInstance)
                .map(Operation.Delete.class::cast)
                .mapToLong(delete -> (delete.toTimestamp() - delete.fromTimestamp()) / 10)
                .sum();
        assertThat(deleted).isBetween(500L, 1_000L);
    }

    @Test
    void fullDisorderWritesBackwards() {
        WorkloadSpec spec = spec(meters(1, 0, true, 100, 0, 0), 100);
        Operation.Insert first = (Operation.Insert) operations(spec, 1, 0).get(1);
        assertThat(first.timestamps()[0]).isGreaterThan(first.timestamps()[1]);
    }

    @Test
    void unknownNameIsRefusedWithTheNamesThatThereAre() {
        assertThatThrownBy(() -> WorkloadSpec.builtIn("iott"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("iot, bursty");
    }

    @Test
    void seededChoicesAreSplitMix64() {
        ChoiceSource choices = ChoiceSource.seeded(1234567);
        assertThat(Long.toUnsignedString(choices.nextLong())).isEqualTo("6457827717110365317");
        assertThat(Long.toUnsignedString(choices.nextLong())).isEqualTo("3203168211198807973");
        assertThat(Long.toUnsignedString(choices.nextLong())).isEqualTo("9817491932198370423");
    }

    @Test
    void forkDependsOnSeedAndNameOnly() {
        ChoiceSource used = ChoiceSource.seeded(5);
        used.nextLong();
        assertThat(used.fork("a").nextLong())
                .isEqualTo(ChoiceSource.seeded(5).fork("a").nextLong())
                .isNotEqualTo(ChoiceSource.seeded(5).fork("b").nextLong())
                .isNotEqualTo(ChoiceSource.seeded(6).fork("a").nextLong());
    }

    @Test
    void everyChoiceBelowABoundHappens() {
        ChoiceSource choices = ChoiceSource.seeded(9);
        int[] counts = new int[7];
        for (int i = 0; i < 7_000; i++) {
            counts[choices.below(7)]++;
        }
        assertThat(Arrays.stream(counts).min().orElse(0)).isGreaterThan(850);
        assertThat(choices.below(1)).isZero();
        assertThatThrownBy(() -> choices.below(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static SuperTable meters(long tables, int interlace, boolean mixed, int disorder, int update, int delete) {
        return new SuperTable(
                "meters",
                "d",
                tables,
                0,
                tables,
                tables > 1_000_000,
                20,
                WorkloadSpec.EPOCH_NANOS / 1_000_000,
                10,
                1,
                100,
                interlace,
                0,
                disorder,
                1000,
                update,
                delete,
                mixed,
                false);
    }

    private static WorkloadSpec spec(SuperTable table, long rows) {
        return new WorkloadSpec("test", "", DatabaseOptions.DEFAULTS, List.of(table), List.of(Round.all(rows)), false);
    }

    private static List<Operation> operations(WorkloadSpec spec, long seed, long maxRows) {
        OperationStream stream = spec.operations(ChoiceSource.seeded(seed), maxRows);
        List<Operation> operations = new ArrayList<>();
        for (Operation operation = stream.next(); operation != null; operation = stream.next()) {
            operations.add(operation);
        }
        return operations;
    }

    private static long rows(List<Operation> operations) {
        return operations.stream()
                .filter(Operation.Insert.class::isInstance)
                .mapToLong(operation -> ((Operation.Insert) operation).timestamps().length)
                .sum();
    }

    private static String describe(List<Operation> operations) {
        StringBuilder text = new StringBuilder();
        for (Operation operation : operations) {
            text.append(
                    operation instanceof Operation.Insert insert
                            ? insert.tableId() + Arrays.toString(insert.timestamps()) + insert.valueSeed()
                            : operation);
        }
        return text.toString();
    }
}
