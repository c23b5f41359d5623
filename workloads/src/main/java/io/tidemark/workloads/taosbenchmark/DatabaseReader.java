package io.tidemark.workloads.taosbenchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.workloads.DatabaseOptions;
import io.tidemark.workloads.Precision;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code dbinfo}: options of {@code CREATE DATABASE} in TDengine's ranges, in upper or lower case; the rest is kept. */
final class DatabaseReader {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})\\s*([dhm]?)", Pattern.CASE_INSENSITIVE);
    private static final Map<String, Long> MINUTES = Map.of("", 1440L, "d", 1440L, "h", 60L, "m", 1L);
    private static final long DAY_MINUTES = 1440;
    private static final int KIBI = 1024;

    private final Section dbinfo;

    DatabaseReader(Section dbinfo) {
        this.dbinfo = dbinfo.withLowerCaseKeys();
    }

    /** Whether each request is followed by a flush. */
    boolean flushEachBatch() {
        return dbinfo.flag("flush_each_batch", false);
    }

    /** Whether an existing database is dropped first; kept among the other options all the same. */
    boolean drops() {
        return dbinfo.peekFlag("drop", true);
    }

    DatabaseOptions read() {
        DatabaseOptions usual = DatabaseOptions.DEFAULTS;
        String name = dbinfo.requiredName("name", "Name the database.");
        flushEachBatch();
        int minRows = dbinfo.integer("minrows", usual.minRows(), 10, 1_000_000);
        int maxRows = dbinfo.integer("maxrows", usual.maxRows(), 200, 10_000_000);
        if (minRows > maxRows) {
            throw dbinfo.fault(
                    dbinfo.has("minrows") ? "minrows" : "maxrows",
                    "minRows <= maxRows, that is " + minRows + " <= " + maxRows,
                    "Correct one of the two.");
        }
        return new DatabaseOptions(
                name,
                dbinfo.integer("vgroups", usual.vgroups(), 1, 1024),
                precision(),
                dbinfo.integer("buffer", usual.bufferBytes() >> 20, 3, 16_384) << 20,
                minutes("duration", usual.durationMinutes(), 60, 3_650 * DAY_MINUTES),
                minutes("keep", usual.keepMinutes(), DAY_MINUTES, 365_000 * DAY_MINUTES),
                minRows,
                maxRows,
                dbinfo.integer("stt_trigger", usual.sttTrigger(), 1, 16),
                dbinfo.integer("wal_level", usual.walLevel(), 1, 2),
                dbinfo.integer("wal_fsync_period", usual.walFsyncPeriodMillis(), 0, 180_000),
                dbinfo.integer("wal_retention_period", usual.walRetentionPeriodSeconds(), -1, Integer.MAX_VALUE),
                kibibytes("wal_retention_size", -1),
                dbinfo.integer("wal_roll_period", usual.walRollPeriodSeconds(), 0, Integer.MAX_VALUE),
                kibibytes("wal_segment_size", 0),
                dbinfo.others());
    }

    private long kibibytes(String key, long least) {
        return dbinfo.integer(key, 0L, least, Long.MAX_VALUE / KIBI) * KIBI;
    }

    private Precision precision() {
        String symbol = dbinfo.text("precision", Precision.MILLIS.symbol(), "Write it in quotes.");
        return Arrays.stream(Precision.values())
                .filter(precision -> precision.symbol().equals(symbol.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        dbinfo.fault("precision", "\"ms\", \"us\" or \"ns\"", "Correct the value or leave it out."));
    }

    /* A number of days, or a text such as 10d, 12h or 600m; the first of several with commas between. */
    private long minutes(String key, long otherwise, long least, long most) {
        JsonNode value = dbinfo.value(key);
        if (value == null) {
            return otherwise;
        }
        Long minutes = minutes(value);
        if (minutes == null || minutes < least || minutes > most) {
            throw dbinfo.fault(
                    key,
                    "a span from " + least + "m to " + most / DAY_MINUTES + "d",
                    "Write a number of days, or a text such as \"10d\", \"240h\" or \"14400m\".");
        }
        return minutes;
    }

    private static @Nullable Long minutes(JsonNode value) {
        if (!value.isIntegralNumber() && !value.isTextual()) {
            return null;
        }
        Long first = null;
        for (String part : value.asText().split(",", -1)) {
            Matcher span = SPAN.matcher(part.strip());
            if (!span.matches()) {
                return null;
            }
            if (first == null) {
                long unit = MINUTES.getOrDefault(span.group(2).toLowerCase(Locale.ROOT), DAY_MINUTES);
                first = Long.parseLong(span.group(1)) * unit;
            }
        }
        return first;
    }
}
