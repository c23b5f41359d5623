package io.tidemark.workloads.taosbenchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidemark.workloads.ChoiceSource;
import io.tidemark.workloads.DatabaseOptions;
import io.tidemark.workloads.Operation;
import io.tidemark.workloads.OperationStream;
import io.tidemark.workloads.Precision;
import io.tidemark.workloads.Round;
import io.tidemark.workloads.SuperTable;
import io.tidemark.workloads.WorkloadSpec;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TaosBenchmarkImporterTest {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long START_2020_SECONDS = 1_601_510_400L;

    @Test
    void givenInsertFileHasItsTablesRowsAndTimes() {
        Path file = Path.of(System.getProperty("tidemark.root", "."), "../shared/data/taosbenchmark/insert.json");
        assumeTrue(Files.exists(file), () -> "not there: " + file);
        ImportedWorkload imported = TaosBenchmarkImporter.read(file);
        WorkloadSpec spec = imported.spec();
        assertThat(spec.name()).isEqualTo("insert");
        assertThat(spec.database().name()).isEqualTo("test");
        assertThat(spec.database().vgroups()).isEqualTo(4);
        assertThat(spec.database().others()).containsExactly(entry("drop", "yes"));
        assertThat(spec.rounds()).containsExactly(Round.all(10_000));
        assertThat(spec.superTables())
                .containsExactly(new SuperTable(
                        "meters",
                        "d",
                        10,
                        0,
                        10,
                        false,
                        20,
                        START_2020_SECONDS * 1_000,
                        10,
                        4,
                        10_000,
                        0,
                        0,
                        0,
                        1000,
                        0,
                        0,
                        false,
                        false));
        assertThat(imported.ignoredKeys())
                .contains("password", "databases[].super_tables[].insert_mode", "databases[].super_tables[].tags")
                .doesNotHaveDuplicates()
                .noneMatch(key -> key.contains("unknown"));
        assertThat(timestamps(inserts(spec, 0))).hasSize(100_000);
    }

    @Test
    void disorderedRowsAreAboutAsManyAndAsLateAsAsked() {
        WorkloadSpec spec = example("disorder").spec();
        SuperTable table = spec.superTables().get(0);
        assertThat(spec.database().precision()).isEqualTo(Precision.MICROS);
        assertThat(table.startTimestamp()).isEqualTo(START_2020_SECONDS * 1_000_000 + 250);
        assertThat(table.rowBytes()).isEqualTo(32);
        assertThat(table.threads()).isEqualTo(2);
        List<Operation.Insert> inserts = inserts(spec, 0);
        assertThat(inserts).hasSize(40).allMatch(insert -> insert.timestamps().length == 50);
        List<Long> timestamps = timestamps(inserts);
        assertThat(timestamps).hasSize(2_000).allMatch(time -> time > table.startTimestamp() - 100_000);
        long late = timestamps.stream()
                .filter(time -> (time - table.startTimestamp()) % 1_000 != 0)
                .count();
        assertThat(late).isBetween(700L, 900L);
    }

    @Test
    void databaseOptionsAreReadInUpperAndLowerCaseAndInTheirUnits() {
        DatabaseOptions options = example("mix").spec().database();
        Map<String, String> others =
                Map.of("drop", "no", "replica", "3", "cachemodel", "both", "single_stable", "true");
        assertThat(options)
                .isEqualTo(new DatabaseOptions(
                        "mixed",
                        6,
                        Precision.NANOS,
                        64L << 20,
                        36 * 60,
                        30 * 1440,
                        50,
                        1000,
                        8,
                        2,
                        100,
                        -1,
                        2048L << 10,
                        60,
                        512L << 10,
                        others));
        assertThat(options.others().keySet()).containsExactly("drop", "replica", "cachemodel", "single_stable");
    }

    @Test
    void mixedTablesHaveTheirOwnRowsRatiosAndPauses() {
        WorkloadSpec spec = example("mix").spec();
        SuperTable meters = spec.superTables().get(0);
        SuperTable small = spec.superTables().get(1);
        assertThat(spec.rounds()).containsExactly(Round.all(List.of(5_000L, 7L)));
        assertThat(meters.isMixed()).isTrue();
        assertThat(meters.flushEachRequest()).isTrue();
        assertThat(meters.autoCreate()).as("its tables exist").isFalse();
        assertThat(meters.disorderPercent()).isEqualTo(10);
        assertThat(meters.updatePercent()).isEqualTo(5);
        assertThat(meters.deletePercent()).isEqualTo(2);
        assertThat(meters.startTimestamp()).isEqualTo(1_600_000_000_000_000_000L);
        assertThat(meters.pauseNanos()).isEqualTo(5_000_000);
        assertThat(meters.rowBytes()).isEqualTo(22);
        assertThat(small.pauseNanos()).isZero();
        assertThat(small.isMixed()).isTrue();
        assertThat(small.deletePercent()).as("rule 2 only").isZero();
        assertThat(small.startTimestamp()).isEqualTo(WorkloadSpec.EPOCH_NANOS + SECOND_NANOS);
    }

    @Test
    void mixedTablesWriteEveryRowSomeTwiceAndDelete() {
        List<Operation> operations = operations(example("mix").spec(), 0);
        List<Operation.Insert> inserts = inserts(operations);
        Map<Boolean, List<Operation.Insert>> bySize =
                inserts.stream().collect(Collectors.partitioningBy(insert -> insert.tableId() < 2));
        List<Long> meters = timestamps(bySize.getOrDefault(true, List.of()));
        assertThat(meters.stream().distinct()).hasSize(5_000);
        assertThat(meters).hasSizeBetween(10_300, 10_600);
        assertThat(timestamps(bySize.getOrDefault(false, List.of()))).hasSize(3 * 7);
        assertThat(operations).filteredOn(Operation.Delete.class::isInstance).isNotEmpty();
        assertThat(operations)
                .filteredOn(Operation.FlushDatabase.class::isInstance)
                .hasSizeGreaterThan(100);
    }

    @Test
    void limitIsSharedOverSuperTablesOfDifferentSize() {
        List<Operation.Insert> inserts = inserts(example("mix").spec(), 1_000);
        assertThat(timestamps(inserts)).hasSizeBetween(900, 1_100);
        assertThat(inserts).anyMatch(insert -> insert.tableId() < 2).anyMatch(insert -> insert.tableId() >= 2);
    }

    @Test
    void keysWithoutEffectAreListedOnceWithTheReason() {
        assertThat(example("mix").ignoredKeys())
                .containsExactly(
                        "databases[].super_tables[].columns[].values",
                        "databases[].super_tables[].disorder_fill_interval",
                        "databases[].super_tables[].update_fill_interval",
                        "databases[].super_tables[].delete_ratio (generate_row_rule is not 2)");
    }

    @Test
    void tablesTakeTurnsUnlessTheSuperTableSaysOtherwise() {
        List<Operation.Insert> inserts = inserts(example("interlace").spec(), 0);
        assertThat(inserts.stream().map(Operation.Insert::tableId).toList())
                .containsExactly(2L, 3L, 4L, 2L, 3L, 4L, 7L, 8L);
        assertThat(timestamps(inserts.subList(0, 3))).containsExactly(0L, 1L, 0L, 1L, 0L, 1L);
        assertThat(timestamps(inserts.subList(6, 7))).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void tablesAreCreatedBeforeOrByTheirFirstInsert() {
        List<String> created = operations(example("interlace").spec(), 0).stream()
                .filter(Operation.CreateTable.class::isInstance)
                .map(operation -> ((Operation.CreateTable) operation).name())
                .toList();
        assertThat(created).containsExactly("o0", "o1", "o2", "o3", "o4", "d2", "d3", "d4");
    }

    @Test
    void endlessWorkloadBeginsRelativeToNowAndRunsToTheLimit() {
        WorkloadSpec spec = example("now").spec();
        long now = WorkloadSpec.EPOCH_NANOS / 1_000_000;
        assertThat(spec.isEndless()).isTrue();
        assertThat(spec.database().durationMinutes()).isEqualTo(5 * 1440);
        assertThat(spec.database().keepMinutes()).isEqualTo(100 * 1440);
        assertThat(spec.superTables().get(0).startTimestamp()).isEqualTo(now - 7 * 86_400_000L);
        assertThat(timestamps(inserts(spec, 30_000))).hasSize(30_000);
        assertThat(spec.totalRows()).isGreaterThan(WorkloadSpec.ENDLESS_ROWS);
    }

    @Test
    void rowBytesAddUpOverAllTypes() {
        ImportedWorkload imported = example("types");
        assertThat(imported.spec().superTables().get(0).rowBytes()).isEqualTo(4_341 + 100_000);
        assertThat(imported.ignoredKeys())
                .containsExactly("databases[].super_tables[].columns[].scale", "databases[].super_tables[].ttl");
    }

    @Test
    void equalSeedsGiveEqualOperations() {
        WorkloadSpec spec = example("mix").spec();
        assertThat(timestamps(inserts(spec, 0))).isEqualTo(timestamps(inserts(spec, 0)));
    }

    private static ImportedWorkload example(String name) {
        URL url = TaosBenchmarkImporterTest.class.getResource(name + ".json");
        assertThat(url).as(name).isNotNull();
        try {
            return TaosBenchmarkImporter.read(Path.of(url.toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Operation> operations(WorkloadSpec spec, long maxRows) {
        OperationStream stream = spec.operations(ChoiceSource.seeded(1), maxRows);
        List<Operation> operations = new ArrayList<>();
        for (Operation operation = stream.next(); operation != null; operation = stream.next()) {
            operations.add(operation);
        }
        return operations;
    }

    private static List<Operation.Insert> inserts(WorkloadSpec spec, long maxRows) {
        return inserts(operations(spec, maxRows));
    }

    private static List<Operation.Insert> inserts(List<Operation> operations) {
        return operations.stream()
                .filter(Operation.Insert.class::isInstance)
                .map(Operation.Insert.class::cast)
                .toList();
    }

    private static List<Long> timestamps(List<Operation.Insert> inserts) {
        return inserts.stream()
                .flatMap(insert -> Arrays.stream(insert.timestamps()).boxed())
                .toList();
    }
}
