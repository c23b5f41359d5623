package io.tidemark.workloads.taosbenchmark;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidemark.workloads.DatabaseOptions;
import io.tidemark.workloads.InputException;
import io.tidemark.workloads.Round;
import io.tidemark.workloads.SuperTable;
import io.tidemark.workloads.WorkloadSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads taosBenchmark's insert JSON. Keys that shape what is written are honoured, with taosBenchmark's defaults; the others
 * are accepted and listed. A value that cannot be meant is refused with the file, the line and the JSON path; a wrong value is told
 * before a missing one.
 */
public final class TaosBenchmarkImporter {
    private static final int FILE_BYTES_MAX = 16 << 20;
    private static final int THREADS_MAX = 1_024;
    private static final int ROWS_PER_REQUEST_MAX = 1_000_000;
    private static final Pattern START_MARKER = Pattern.compile(" \\(start marker at .*?]\\)", Pattern.DOTALL);

    private static final Set<String> KNOWN = Set.of(
            "cfgdir",
            "host",
            "port",
            "user",
            "password",
            "dsn",
            "thread_bind_vgroup",
            "create_table_thread_count",
            "connection_pool_size",
            "result_file",
            "result_json_file",
            "output_dir",
            "confirm_parameter_prompt",
            "continue_if_fail",
            "prepared_rand",
            "prepare_rand",
            "keep_trying",
            "trying_interval",
            "chinese",
            "escape_character",
            "pre_load_tb_meta",
            "check_sql",
            "streams");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private TaosBenchmarkImporter() {}

    /**
     * Reads a file. The workload has the file's name, without {@code .json}.
     *
     * @throws InputException if it cannot be read, is no JSON in UTF-8, is not for inserts, or says what cannot be
     * @throws UncheckedIOException if it must not be read
     */
    public static ImportedWorkload read(Path file) {
        String text = text(file);
        ImportNotes notes = new ImportNotes(file.toString(), text);
        Section root = Section.root(parse(file, text), notes);
        requireInsert(root);
        List<Section> databases = root.requiredObjects("databases", "Describe the database and its super tables.");
        Workload workload = new Workload(root, databases.size() > 1);
        databases.forEach(workload::add);
        root.ignoreOthers(KNOWN);
        notes.requireNothingMissing();
        return new ImportedWorkload(workload.spec(file), notes.ignored());
    }

    /**
     * What the databases amount to together. Those of equal options stand side by side in one: it has the vnodes and the
     * tables of all, and names that begin with the database's.
     */
    private static final class Workload {
        private final Section root;
        private final boolean hasSeveral;
        private final List<SuperTable> tables = new ArrayList<>();
        private final List<Long> rows = new ArrayList<>();
        private DatabaseOptions options = DatabaseOptions.DEFAULTS;
        private boolean isEndless;

        Workload(Section root, boolean hasSeveral) {
            this.root = root;
            this.hasSeveral = hasSeveral;
        }

        void add(Section database) {
            Section dbinfo = database.requiredObject("dbinfo", "It has the database's name and options.");
            DatabaseReader reader = new DatabaseReader(dbinfo);
            DatabaseOptions read = reader.read();
            options = tables.isEmpty() ? read : together(options, read, database);
            SuperTableReader.Defaults defaults = new SuperTableReader.Defaults(
                    root.integer("thread_count", 8, 1, THREADS_MAX),
                    root.integer("num_of_records_per_req", 10_000, 1, ROWS_PER_REQUEST_MAX),
                    root.integer("interlace_rows", 0, 0, Integer.MAX_VALUE),
                    SuperTableReader.pauseMillis(root, 0),
                    read.precision(),
                    reader.flushEachBatch(),
                    !reader.drops());
            for (Section section : database.requiredObjects("super_tables", "Describe at least one super table.")) {
                SuperTableReader reading = new SuperTableReader(section, defaults);
                SuperTable table = reading.read();
                tables.add(
                        hasSeveral
                                ? table.named(read.name() + "." + table.name(), read.name() + "." + table.prefix())
                                : table);
                rows.add(reading.rows());
                isEndless |= reading.isEndless();
            }
            database.ignoreOthers(Set.of());
        }

        private static DatabaseOptions together(DatabaseOptions first, DatabaseOptions next, Section database) {
            if (!next.named(first.name(), first.vgroups()).equals(first)) {
                throw database.fault(
                        "dbinfo",
                        "the options of the first database, name and vgroups aside",
                        "A run has databases of one kind: give each other kind a file of its own.");
            }
            return first.withVgroups(first.vgroups() + next.vgroups());
        }

        WorkloadSpec spec(Path file) {
            return new WorkloadSpec(
                    file.getFileName().toString().replaceFirst("(?i)\\.json$", ""),
                    "what taosBenchmark would write by " + file.getFileName(),
                    options,
                    tables,
                    List.of(Round.all(rows)),
                    isEndless);
        }
    }

    private static void requireInsert(Section root) {
        if (!root.has("filetype")) {
            root.notes().missing("filetype", "\"insert\"", "Is this a file of taosBenchmark?");
            return;
        }
        String filetype = root.text("filetype", "", "Write \"insert\".");
        String why = switch (filetype) {
            case "insert" -> "";
            case "csvfile" -> "A csvfile run writes files and no database.";
            case "query" -> "A query run reads only: there is nothing to back up.";
            case "subscribe", "tmq" -> "A subscription reads only: there is nothing to back up.";
            default -> "taosBenchmark has insert, query, subscribe and csvfile; only insert writes to a database.";
        };
        if (!why.isEmpty()) {
            throw root.fault("filetype", "\"insert\"", why);
        }
    }

    private static JsonNode parse(Path file, String text) {
        if (text.isBlank()) {
            throw new InputException(file.toString(), "JSON", "an empty file", "Is it the right file?");
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
            String problem = START_MARKER.matcher(e.getOriginalMessage()).replaceAll("");
            throw new InputException(file + where, "JSON", "a fault: " + problem, "Correct the file.", e);
        } catch (NumberFormatException e) {
            // An exponent beyond what a decimal can have: Jackson lets this one through as it is.
            throw new InputException(
                    file.toString(), "numbers of a usual size", "a fault: " + e.getMessage(), "Correct the file.", e);
        }
    }

    private static String text(Path file) {
        byte[] bytes = bytes(file);
        if (bytes.length > FILE_BYTES_MAX) {
            throw new InputException(
                    file.toString(),
                    "at most " + FILE_BYTES_MAX + " bytes",
                    "more",
                    "Is this a file of taosBenchmark?");
        }
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = utf8.decode(in, out, true);
        if (result.isError()) {
            throw new InputException(
                    file + ", byte " + in.position(), "UTF-8", "bytes that are not", "Save the file as UTF-8.");
        }
        String text = out.flip().toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(FILE_BYTES_MAX + 1);
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
    }
}
