package io.tidemark.workloads.taosbenchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tidemark.workloads.InputException;
import io.tidemark.workloads.SuperTable;
import io.tidemark.workloads.WorkloadSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TaosBenchmarkRefusalsTest {
    private static final String SUPER_TABLE = "databases[0].super_tables[0].";
    private static final String DBINFO = "databases[0].dbinfo.";

    @TempDir
    private Path folder;

    static Stream<Arguments> badFiles() {
        return Stream.of(
                arguments("", ": expected JSON, found an empty file."),
                arguments(" \n", ": expected JSON, found an empty file."),
                arguments("{\n  \"filetype\": insert\n}", ", line 2, column "),
                arguments("{\"filetype\": \"insert\"", ": expected JSON, found a fault: Unexpected end-of-input"),
                arguments("{} {}", ", line 1, column "),
                arguments("{\"host\": 1, \"host\": 2}", "Duplicate field 'host'"),
                arguments(
                        "{\"host\": 1e99999999999}",
                        ": expected numbers of a usual size, found a fault: Value \"1e99999999999\""),
                arguments("{\"filetype\": 1e999999999}", ": filetype: expected a text, found 1E+999999999."),
                arguments("[]", ": expected a JSON object, found an empty array."),
                arguments("7", ": expected a JSON object, found 7."),
                arguments("{}", ": filetype: expected \"insert\", found nothing."),
                arguments(
                        "{\"filetype\": \"query\"}",
                        ": filetype: expected \"insert\", found \"query\". A query run reads"),
                arguments("{\"filetype\": \"subscribe\"}", "found \"subscribe\". A subscription reads only"),
                arguments("{\"filetype\": \"csvfile\"}", "found \"csvfile\". A csvfile run writes files"),
                arguments("{\"filetype\": \"other\"}", "found \"other\". taosBenchmark has insert, query"),
                arguments("{\"filetype\": 1}", ": filetype: expected a text, found 1."),
                arguments("{\"filetype\": \"insert\"}", ": databases: expected an array of objects, found nothing."),
                arguments("{\"filetype\": \"insert\", \"databases\": []}", ": databases: expected at least one object"),
                arguments("{\"filetype\": \"insert\", \"databases\": {}}", ": databases: expected an array of objects"),
                arguments(
                        "{\"filetype\": \"insert\", \"databases\": [3]}",
                        ": databases[0]: expected a JSON object, found 3."),
                arguments(
                        "{\"filetype\": \"insert\", \"databases\": [{}, {}]}",
                        ": databases[0].dbinfo: expected a JSON object, found nothing."),
                arguments(
                        "{\"filetype\": \"insert\", \"databases\": [{}]}",
                        ": databases[0].dbinfo: expected a JSON object, found nothing."),
                arguments(
                        "{\"filetype\": \"insert\", \"databases\": [{\"dbinfo\": {}}]}",
                        ": databases[0].dbinfo.name: expected a name, found nothing."),
                arguments(
                        "{\"filetype\": \"insert\", \"databases\": [{\"dbinfo\": {\"name\": \"x\"}}]}",
                        ": databases[0].super_tables: expected an array of objects, found nothing."),
                arguments(
                        "{\"filetype\": \"insert\", \"databases\": [{\"dbinfo\": {\"name\": \"x\"}, \"super_tables\": [{}]}]}",
                        ": databases[0].super_tables[0].name: expected a name, found nothing."),
                arguments(
                        "{\"filetype\":\"insert\",\"databases\":[{\"super_tables\":[{\"insert_rows\":-5}]}]}",
                        ": databases[0].super_tables[0].insert_rows: expected an integer >= 0, found -5."));
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void fileThatIsNoInsertFileIsRefused(String content, String message) throws IOException {
        assertRefused(content.getBytes(StandardCharsets.UTF_8), message);
    }

    static Stream<Arguments> badSuperTableValues() {
        return Stream.of(
                arguments("\"insert_rows\": 1.5", "insert_rows: expected an integer >= 0, found 1.5."),
                arguments("\"insert_rows\": \"many\"", "insert_rows: expected an integer >= 0, found \"many\"."),
                arguments("\"insert_rows\": null", "insert_rows: expected an integer >= 0, found null."),
                arguments("\"insert_rows\": true", "insert_rows: expected an integer >= 0, found true."),
                arguments(
                        "\"insert_rows\": 9223372036854775808",
                        "insert_rows: expected an integer >= 0, found 9223372036854775808. The number must fit 64 bits."),
                arguments(
                        "\"insert_rows\": \"99999999999999999999\"",
                        "insert_rows: expected an integer >= 0, found \"99999999999999999999\". The number must fit 64 bits."),
                arguments(
                        "\"insert_rows\": 9000000000000000000, \"timestamp_step\": 10",
                        "insert_rows: expected timestamps that fit 64 bits"),
                arguments("\"timestamp_step\": -1", "timestamp_step: expected an integer >= 0, found -1."),
                arguments("\"childtable_count\": -1", "childtable_count: expected an integer from 0 to 1000000000000"),
                arguments(
                        "\"childtable_limit\": 11",
                        "childtable_limit: expected at most childtable_count - childtable_offset, that is 10, found 11."),
                arguments(
                        "\"childtable_offset\": 11",
                        "childtable_offset: expected at most childtable_count, that is 10, found 11."),
                arguments(
                        "\"childtable_to\": 11",
                        "childtable_to: expected at most childtable_count, that is 10, found 11."),
                arguments(
                        "\"childtable_from\": 5, \"childtable_to\": 4",
                        "childtable_from: expected at most where the range ends, that is 4, found 5."),
                arguments(
                        "\"childtable_from\": 5, \"childtable_limit\": 4",
                        "childtable_from: expected either childtable_offset and"),
                arguments("\"disorder_ratio\": 101", "disorder_ratio: expected an integer from 0 to 100, found 101."),
                arguments("\"disorder_range\": -1", "disorder_range: expected an integer >= 0, found -1."),
                arguments("\"update_ratio\": 101", "update_ratio: expected an integer from 0 to 100, found 101."),
                arguments("\"delete_ratio\": -1", "delete_ratio: expected an integer from 0 to 100, found -1."),
                arguments("\"generate_row_rule\": 5", "generate_row_rule: expected an integer from 0 to 4, found 5."),
                arguments(
                        "\"interlace_rows\": -1",
                        "interlace_rows: expected an integer from 0 to 2147483647, found -1."),
                arguments("\"insert_interval\": 86400001", "insert_interval: expected an integer from 0 to 86400000"),
                arguments("\"non_stop_mode\": 1", "non_stop_mode: expected \"yes\" or \"no\", found 1."),
                arguments(
                        "\"auto_create_table\": \"maybe\"",
                        "auto_create_table: expected \"yes\" or \"no\", found \"maybe\"."),
                arguments(
                        "\"child_table_exists\": []",
                        "child_table_exists: expected \"yes\" or \"no\", found an empty array."),
                arguments("\"childtable_prefix\": 3", "childtable_prefix: expected a text, found 3."),
                arguments(
                        "\"start_timestamp\": \"\"",
                        "start_timestamp: expected a time that fits 64 bits in ms, found \"\"."),
                arguments("\"start_timestamp\": \"now-7y\"", "start_timestamp: expected a time"),
                arguments("\"start_timestamp\": \"2021-02-29 00:00:00\"", "start_timestamp: expected a time"),
                arguments("\"start_timestamp\": \"now-99999999999999999w\"", "start_timestamp: expected a time"),
                arguments(
                        "\"start_timestamp\": {}",
                        "start_timestamp: expected a time that fits 64 bits in ms, found an empty object."),
                arguments("\"columns\": {}", "columns: expected an array of objects, found an empty object."),
                arguments("\"columns\": [{}]", "columns[0].type: expected a name, found nothing."),
                arguments(
                        "\"columns\": [{\"type\": \"TEXT\"}]",
                        "columns[0].type: expected a SQL type of TDengine, found \"TEXT\"."),
                arguments(
                        "\"columns\": [{\"type\": \"INT\", \"count\": 0}]",
                        "columns[0].count: expected an integer from 1 to 4096, found 0."),
                arguments(
                        "\"columns\": [{\"type\": \"NCHAR\", \"len\": -1}]",
                        "columns[0].len: expected an integer from 0 to 65531, found -1."),
                arguments(
                        "\"columns\": [{\"type\": \"NCHAR\", \"len\": 20000}]",
                        "columns: expected at most 65531 bytes in a row, found 80008."),
                arguments(
                        "\"columns\": [{\"type\": \"BOOL\", \"count\": 4000}, {\"type\": \"BOOL\", \"count\": 97}]",
                        "columns: expected at most 4096 columns, found 4097."),
                arguments(
                        "\"columns\": [{\"type\": \"BLOB\", \"len\": 4194304, \"count\": 2}]",
                        "columns: expected at most 4194304 bytes of BLOB in a row, found 8388608."),
                arguments(
                        "\"columns\": [{\"type\": \"DECIMAL\", \"precision\": 39}]",
                        "columns[0].precision: expected an integer from 1 to 38, found 39."));
    }

    @ParameterizedTest
    @MethodSource("badSuperTableValues")
    void superTableThatCannotBeIsRefusedWithItsPath(String entries, String message) throws IOException {
        assertRefused(file("", "", entries), ": " + SUPER_TABLE + message);
    }

    static Stream<Arguments> badDatabaseValues() {
        return Stream.of(
                arguments("\"vgroups\": 0", "vgroups: expected an integer from 1 to 1024, found 0."),
                arguments("\"VGroups\": 0", "VGroups: expected an integer from 1 to 1024, found 0."),
                arguments(
                        "\"vgroups\": 1, \"VGROUPS\": 2",
                        "VGROUPS: expected one value, since case does not matter, found 2. It is given as vgroups too."),
                arguments("\"precision\": \"s\"", "precision: expected \"ms\", \"us\" or \"ns\", found \"s\"."),
                arguments("\"precision\": 3", "precision: expected a text, found 3."),
                arguments("\"buffer\": 2", "buffer: expected an integer from 3 to 16384, found 2."),
                arguments("\"duration\": \"59m\"", "duration: expected a span from 60m to 3650d, found \"59m\"."),
                arguments("\"duration\": 1.5", "duration: expected a span from 60m to 3650d, found 1.5."),
                arguments("\"keep\": \"10y\"", "keep: expected a span from 1440m to 365000d, found \"10y\"."),
                arguments("\"keep\": \"10,x\"", "keep: expected a span from 1440m to 365000d, found \"10,x\"."),
                arguments("\"keep\": 0", "keep: expected a span from 1440m to 365000d, found 0."),
                arguments("\"minRows\": 9", "minRows: expected an integer from 10 to 1000000, found 9."),
                arguments("\"maxRows\": 199", "maxRows: expected an integer from 200 to 10000000, found 199."),
                arguments(
                        "\"minRows\": 300, \"maxRows\": 200",
                        "minRows: expected minRows <= maxRows, that is 300 <= 200, found 300."),
                arguments("\"stt_trigger\": 17", "stt_trigger: expected an integer from 1 to 16, found 17."),
                arguments("\"wal_level\": 3", "wal_level: expected an integer from 1 to 2, found 3."),
                arguments("\"wal_fsync_period\": 180001", "wal_fsync_period: expected an integer from 0 to 180000"),
                arguments("\"wal_retention_period\": -2", "wal_retention_period: expected an integer from -1 to"),
                arguments("\"wal_retention_size\": -2", "wal_retention_size: expected an integer from -1 to"),
                arguments(
                        "\"wal_retention_size\": 9223372036854775807",
                        "wal_retention_size: expected an integer from -1 to"),
                arguments("\"wal_roll_period\": -1", "wal_roll_period: expected an integer from 0 to"),
                arguments("\"wal_segment_size\": -1", "wal_segment_size: expected an integer from 0 to"),
                arguments("\"flush_each_batch\": 2", "flush_each_batch: expected \"yes\" or \"no\", found 2."),
                arguments("\"drop\": 2", "drop: expected \"yes\" or \"no\", found 2."));
    }

    @ParameterizedTest
    @MethodSource("badDatabaseValues")
    void databaseThatCannotBeIsRefusedWithItsPath(String entries, String message) throws IOException {
        assertRefused(file("", entries, ""), ": " + DBINFO + message);
    }

    static Stream<Arguments> badTopLevelValues() {
        return Stream.of(
                arguments("\"thread_count\": 0", "thread_count: expected an integer from 1 to 1024, found 0."),
                arguments(
                        "\"num_of_records_per_req\": 0",
                        "num_of_records_per_req: expected an integer from 1 to 1000000"),
                arguments(
                        "\"insert_interval\": -1",
                        "insert_interval: expected an integer from 0 to 86400000, found -1."),
                arguments("\"interlace_rows\": \"x\"", "interlace_rows: expected an integer from 0 to 2147483647"));
    }

    @ParameterizedTest
    @MethodSource("badTopLevelValues")
    void topLevelThatCannotBeIsRefusedWithItsPath(String entries, String message) throws IOException {
        assertRefused(file(entries, "", ""), ": " + message);
    }

    @Test
    void fileThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> TaosBenchmarkImporter.read(folder.resolve("none.json")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("none.json: expected a file that can be read, found none.");
        assertThatThrownBy(() -> TaosBenchmarkImporter.read(folder)).isInstanceOf(InputException.class);
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedWithTheirPlace() throws IOException {
        assertRefused(new byte[] {'{', '"', (byte) 0xFF, '"'}, ", byte 2: expected UTF-8, found bytes that are not.");
        assertRefused(new byte[] {'{', '"', (byte) 0xC3}, ", byte 2: expected UTF-8, found bytes that are not.");
    }

    @Test
    void deepNestingIsRefused() throws IOException {
        assertRefused("[".repeat(100_000).getBytes(StandardCharsets.UTF_8), "expected JSON, found a fault");
    }

    @Test
    void wrongValueIsRefusedWithItsLine() throws IOException {
        String text = """
                {
                  "filetype": "insert",
                  "databases": [
                    {
                      "dbinfo": {"name": "x"},
                      "super_tables": [
                        {"name": "s", "insert_rows": 1},
                        {
                          "name": "t",
                          "insert_rows":
                            -5
                        }
                      ]
                    }
                  ]
                }
                """;
        assertRefused(
                text.getBytes(StandardCharsets.UTF_8),
                "load.json, line 11: databases[0].super_tables[1].insert_rows: expected an integer >= 0, found -5.");
        assertRefused(
                text.replace("-5", "5")
                        .replace("\"name\": \"t\"", "\"no name\": 1")
                        .getBytes(StandardCharsets.UTF_8),
                "load.json, line 8: databases[0].super_tables[1].name: expected a name, found nothing.");
    }

    @Test
    void databaseOfAnotherKindIsRefused() throws IOException {
        assertRefused(
                twoDatabases("\"vgroups\": 3", "\"buffer\": 4").getBytes(StandardCharsets.UTF_8),
                ": databases[1].dbinfo: expected the options of the first database, name and vgroups aside, found an object.");
    }

    @Test
    void databasesOfOneKindStandSideBySide() throws IOException {
        WorkloadSpec spec = read(twoDatabases("\"vgroups\": 3", "\"vgroups\": 4")
                        .getBytes(StandardCharsets.UTF_8))
                .spec();
        assertThat(spec.database().vgroups()).isEqualTo(7);
        assertThat(spec.superTables().stream().map(SuperTable::name)).containsExactly("a.s", "b.s");
        assertThat(spec.superTables().stream().map(SuperTable::prefix)).containsExactly("a.d", "b.d");
        assertThat(spec.totalRows()).isEqualTo(2 * 10 * 3);
    }

    private static String twoDatabases(String first, String second) {
        String tables = "\"super_tables\": [{\"name\": \"s\", \"insert_rows\": 3}]}";
        return "{\"filetype\": \"insert\", \"databases\": [{\"dbinfo\": {\"name\": \"a\", " + first + "}, " + tables
                + ", {\"dbinfo\": {\"name\": \"b\", " + second + "}, " + tables + "]}";
    }

    @Test
    void byteOrderMarkIsAccepted() throws IOException {
        assertThat(read(("\uFEFF" + text("", "", "")).getBytes(StandardCharsets.UTF_8))
                        .ignoredKeys())
                .isEmpty();
    }

    @Test
    void unknownKeysAreAcceptedAndListedAsUnknown() throws IOException {
        ImportedWorkload imported = read(file("\"colour\": 1", "\"shape\": 1", "\"taste\": 1"));
        assertThat(imported.ignoredKeys())
                .containsExactly("databases[].super_tables[].taste (unknown)", "colour (unknown)");
        assertThat(imported.spec().database().others()).containsEntry("shape", "1");
    }

    @Test
    void leftOutKeysHaveTheDefaultsOfTaosBenchmark() throws IOException {
        WorkloadSpec spec = read(file("", "", "")).spec();
        assertThat(spec.totalRows()).isZero();
        long now = WorkloadSpec.EPOCH_NANOS / 1_000_000;
        assertThat(spec.superTables())
                .containsExactly(new SuperTable(
                        "s", "d", 10, 0, 10, false, 20, now, 1, 8, 10_000, 0, 0, 0, 1000, 0, 0, false, false));
    }

    @ParameterizedTest
    @CsvSource({
        "now, 1767225600000",
        "NOW-7d, 1766620800000",
        "now + 1s, 1767225601000",
        "now+5a, 1767225600005",
        "now-1b, 1767225599999",
        "2020-10-01, 1601510400000",
        "2020-10-01 00:00:00, 1601510400000",
        "2020-10-01 00:00:00.123456, 1601510400123",
        "2020-10-01T08:00:00+08:00, 1601510400000",
        "2020-10-01T00:00:00.5Z, 1601510400500",
        "1960-01-01 00:00:00.001, -315619199999",
        "1601510400000, 1601510400000",
        "-5, -5"
    })
    void startTimestampHasManyForms(String text, long millis) throws IOException {
        SuperTable table = read(file("", "", "\"start_timestamp\": \"" + text + "\""))
                .spec()
                .superTables()
                .get(0);
        assertThat(table.startTimestamp()).isEqualTo(millis);
    }

    private static byte[] file(String topLevel, String dbinfo, String superTable) {
        return text(topLevel, dbinfo, superTable).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(String topLevel, String dbinfo, String superTable) {
        return "{\"filetype\": \"insert\"" + further(topLevel) + ", \"databases\": [{\"dbinfo\": {\"name\": \"x\""
                + further(dbinfo) + "}, \"super_tables\": [{\"name\": \"s\"" + further(superTable) + "}]}]}";
    }

    private static String further(String entries) {
        return entries.isEmpty() ? "" : ", " + entries;
    }

    private ImportedWorkload read(byte[] content) throws IOException {
        return TaosBenchmarkImporter.read(Files.write(folder.resolve("load.json"), content));
    }

    private void assertRefused(byte[] content, String message) throws IOException {
        Path file = Files.write(folder.resolve("load.json"), content);
        assertThatThrownBy(() -> TaosBenchmarkImporter.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }
}
