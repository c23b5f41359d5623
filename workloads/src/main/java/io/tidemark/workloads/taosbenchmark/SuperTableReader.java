package io.tidemark.workloads.taosbenchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.workloads.Precision;
import io.tidemark.workloads.SuperTable;
import java.time.DateTimeException;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Reads one of {@code super_tables}: its child tables, its rows, and how they are written. */
final class SuperTableReader {
    /** Rows of each table of a super table that is written without end: only a limit ends it. */
    static final long ENDLESS_ROWS = Long.MAX_VALUE / 2;

    private static final long TABLES_MAX = 1_000_000_000_000L;
    private static final long CHILDREN_DEFAULT = 10;
    private static final int RULE_PLAIN = 0;
    private static final int RULE_WITH_DELETES = 2;
    private static final int RULE_MAX = 4;

    private static final Set<String> KNOWN = Set.of(
            "batch_create_tbl_num",
            "batch_create_tbl_numbers",
            "batch_create_tbl_intervals",
            "data_source",
            "insert_mode",
            "line_protocol",
            "tcp_transfer",
            "start_fillback_time",
            "angle_step",
            "disorder_fill_interval",
            "update_fill_interval",
            "random_write_future",
            "check_correct_interval",
            "repeat_ts_min",
            "repeat_ts_max",
            "primary_key",
            "primary_key_name",
            "partial_col_num",
            "partial_col_from",
            "max_sql_len",
            "sample_file",
            "sample_format",
            "use_sample_ts",
            "tags_file",
            "use_tag_table_name",
            "childtable_sample_file",
            "file_factor",
            "rollup",
            "delay",
            "max_delay",
            "watermark",
            "ttl",
            "tsmas",
            "keep_trying",
            "trying_interval",
            "continue_if_fail",
            "escape_character",
            "sqls",
            "csv_file_prefix",
            "csv_ts_format",
            "csv_ts_interval",
            "csv_output_header",
            "csv_tbname_alias",
            "csv_compress_level",
            "tags");

    /**
     * What holds for all super tables unless they say otherwise.
     *
     * @param threads that write
     * @param rowsPerRequest at most
     * @param interlaceRows rows of a table before the next
     * @param pauseMillis between requests
     * @param precision of the database
     * @param flushEachRequest whether each request is followed by a flush
     * @param keepsDatabase whether an existing database is not dropped, so that its tables can be there
     */
    record Defaults(
            int threads,
            int rowsPerRequest,
            int interlaceRows,
            long pauseMillis,
            Precision precision,
            boolean flushEachRequest,
            boolean keepsDatabase) {}

    /** Which child tables are written: the first, and how many. */
    private record Children(long first, long count) {}

    private final Section section;
    private final Defaults defaults;
    private final boolean isEndless;
    private final long rows;

    SuperTableReader(Section section, Defaults defaults) {
        this.section = section;
        this.defaults = defaults;
        this.isEndless = section.flag("non_stop_mode", false);
        long asked = section.integer("insert_rows", 0L, 0L, Long.MAX_VALUE);
        this.rows = isEndless ? ENDLESS_ROWS : asked;
    }

    boolean isEndless() {
        return isEndless;
    }

    /** Rows of each child table. */
    long rows() {
        return rows;
    }

    SuperTable read() {
        String name = section.requiredName("name", "Name the super table.");
        long tables = section.integer("childtable_count", CHILDREN_DEFAULT, 0L, TABLES_MAX);
        Children written = written(tables);
        long start = startTimestamp();
        long step = section.integer("timestamp_step", 1L, 0L, Long.MAX_VALUE);
        long disorderRange = section.integer("disorder_range", 1000L, 0L, Long.MAX_VALUE);
        requireTimestampsFit(start, step, disorderRange);
        int rule = section.integer("generate_row_rule", RULE_PLAIN, RULE_PLAIN, RULE_MAX);
        boolean isMixed = rule != RULE_PLAIN;
        int interlaceRows = section.integer("interlace_rows", defaults.interlaceRows(), 0, Integer.MAX_VALUE);
        int updatePercent = percent("update_ratio");
        int deletePercent = percent("delete_ratio");
        SuperTable table = new SuperTable(
                name,
                section.text("childtable_prefix", "d", "Write the beginning of the child tables' names in quotes."),
                tables,
                written.first(),
                written.count(),
                createsOnInsert(),
                Columns.rowBytes(section),
                start,
                step,
                defaults.threads(),
                defaults.rowsPerRequest(),
                interlaceRows,
                pauseNanos(section, defaults.pauseMillis()),
                percent("disorder_ratio"),
                disorderRange,
                isMixed ? updatePercent : 0,
                rule == RULE_WITH_DELETES ? deletePercent : 0,
                isMixed,
                defaults.flushEachRequest());
        noteWithoutEffect(rule, updatePercent, deletePercent, interlaceRows);
        section.ignoreOthers(KNOWN);
        return table;
    }

    /** Milliseconds of {@code insert_interval}, at most a day. */
    static long pauseMillis(Section section, long otherwise) {
        return section.integer("insert_interval", otherwise, 0L, TimeUnit.DAYS.toMillis(1));
    }

    private static long pauseNanos(Section section, long otherwiseMillis) {
        return TimeUnit.MILLISECONDS.toNanos(pauseMillis(section, otherwiseMillis));
    }

    private int percent(String key) {
        return section.integer(key, 0, 0, 100);
    }

    /* Tables can be there already only in a database that is kept; then no insert creates any. */
    private boolean createsOnInsert() {
        boolean onInsert = section.flag("auto_create_table", false);
        boolean exist = section.flag("child_table_exists", false);
        return onInsert && !(exist && defaults.keepsDatabase());
    }

    /* Either from an offset a number of tables, 0 or -1 being all, or from one to before another, 0 being the end. */
    private Children written(long tables) {
        long offset = Math.max(0, section.integer("childtable_offset", 0L, -1L, TABLES_MAX));
        long limit = Math.max(0, section.integer("childtable_limit", 0L, -1L, TABLES_MAX));
        long from = section.integer("childtable_from", 0L, 0L, TABLES_MAX);
        long to = section.integer("childtable_to", 0L, 0L, TABLES_MAX);
        boolean isWindow = offset > 0 || limit > 0;
        boolean isRange = from > 0 || to > 0;
        if (isWindow && isRange) {
            throw section.fault(
                    from > 0 ? "childtable_from" : "childtable_to",
                    "either childtable_offset and childtable_limit, or childtable_from and childtable_to",
                    "Leave one pair out.");
        }
        if (isRange) {
            return range(from, to == 0 ? tables : to, tables);
        }
        if (offset > tables) {
            throw section.fault(
                    "childtable_offset", "at most childtable_count, that is " + tables, "Correct one of them.");
        }
        if (offset + limit > tables) {
            throw section.fault(
                    "childtable_limit",
                    "at most childtable_count - childtable_offset, that is " + (tables - offset),
                    "Correct one of them.");
        }
        return new Children(offset, limit == 0 ? tables - offset : limit);
    }

    private Children range(long from, long to, long tables) {
        if (to > tables) {
            throw section.fault("childtable_to", "at most childtable_count, that is " + tables, "Correct one of them.");
        }
        if (from > to) {
            throw section.fault(
                    "childtable_from", "at most where the range ends, that is " + to, "Correct one of them.");
        }
        return new Children(from, to - from);
    }

    private long startTimestamp() {
        JsonNode value = section.value("start_timestamp");
        if (value == null) {
            return StartTimestamp.parse("now", defaults.precision());
        }
        if (value.isIntegralNumber() || value.isTextual()) {
            try {
                return StartTimestamp.parse(value.asText(), defaults.precision());
            } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
                throw startFault();
            }
        }
        throw startFault();
    }

    private RuntimeException startFault() {
        return section.fault(
                "start_timestamp",
                "a time that fits 64 bits in " + defaults.precision().symbol(),
                "Write it as \"2020-10-01 00:00:00.000\" (UTC), as a number, or as \"now\", \"now-7d\", \"now+1s\".");
    }

    private void requireTimestampsFit(long start, long step, long disorderRange) {
        if (isEndless) {
            return;
        }
        try {
            long unused = Math.addExact(start, Math.multiplyExact(rows, step));
            unused = Math.subtractExact(start, disorderRange);
        } catch (ArithmeticException e) {
            throw section.fault(
                    "insert_rows",
                    "timestamps that fit 64 bits: start " + start + ", step " + step + ", disorder range "
                            + disorderRange,
                    "Give fewer rows, a shorter step or range, or another start.");
        }
    }

    private void noteWithoutEffect(int rule, int updatePercent, int deletePercent, int interlaceRows) {
        if (rule == RULE_PLAIN && updatePercent > 0) {
            section.ignore("update_ratio", "generate_row_rule is 0");
        }
        if (rule != RULE_WITH_DELETES && deletePercent > 0) {
            section.ignore("delete_ratio", "generate_row_rule is not 2");
        }
        if (rule != RULE_PLAIN && interlaceRows > 0) {
            section.ignore("interlace_rows", "generate_row_rule is not 0");
        }
    }
}
