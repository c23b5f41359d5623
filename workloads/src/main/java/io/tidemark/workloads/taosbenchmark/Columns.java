package io.tidemark.workloads.taosbenchmark;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code columns}: how many bytes a row has, its timestamp included. */
final class Columns {
    private static final int TIMESTAMP_BYTES = 8;
    /* Without any: the meters of taosBenchmark, float, int, float. */
    private static final int METER_BYTES = 12;
    private static final int COLUMNS_MAX = 4096;
    private static final int ROW_BYTES_MAX = 65_531;
    private static final int BLOB_BYTES_MAX = 4 << 20;
    private static final int LENGTH_DEFAULT = 64;
    private static final int NCHAR_BYTES = 4;
    private static final int JSON_BYTES = 4095;
    private static final String BLOB = "BLOB";

    private static final Map<String, Integer> FIXED = Map.ofEntries(
            Map.entry("TIMESTAMP", 8),
            Map.entry("BOOL", 1),
            Map.entry("TINYINT", 1),
            Map.entry("UTINYINT", 1),
            Map.entry("TINYINT UNSIGNED", 1),
            Map.entry("SMALLINT", 2),
            Map.entry("USMALLINT", 2),
            Map.entry("SMALLINT UNSIGNED", 2),
            Map.entry("INT", 4),
            Map.entry("INTEGER", 4),
            Map.entry("UINT", 4),
            Map.entry("INT UNSIGNED", 4),
            Map.entry("INTEGER UNSIGNED", 4),
            Map.entry("BIGINT", 8),
            Map.entry("UBIGINT", 8),
            Map.entry("BIGINT UNSIGNED", 8),
            Map.entry("FLOAT", 4),
            Map.entry("DOUBLE", 8),
            Map.entry("JSON", JSON_BYTES));

    /* Bytes of one unit of "len". */
    private static final Map<String, Integer> VARIABLE =
            Map.of("BINARY", 1, "VARCHAR", 1, "VARBINARY", 1, "GEOMETRY", 1, BLOB, 1, "NCHAR", NCHAR_BYTES);

    private static final Set<String> KNOWN = Set.of(
            "name",
            "min",
            "max",
            "dec_min",
            "dec_max",
            "len",
            "precision",
            "scale",
            "scalingfactor",
            "scalingFactor",
            "values",
            "fun",
            "gen",
            "fillNull",
            "sma",
            "encode",
            "compress",
            "level");

    private Columns() {}

    static int rowBytes(Section superTable) {
        List<Section> columns = superTable.objects("columns");
        if (columns.isEmpty()) {
            return TIMESTAMP_BYTES + METER_BYTES;
        }
        long bytes = TIMESTAMP_BYTES;
        long blobBytes = 0;
        long count = 0;
        for (Section column : columns) {
            String type = type(column);
            int copies = column.integer("count", 1, 1, COLUMNS_MAX);
            long width = (long) copies * width(column, type);
            count += copies;
            bytes += type.equals(BLOB) ? 0 : width;
            blobBytes += type.equals(BLOB) ? width : 0;
            column.ignoreOthers(KNOWN);
        }
        requireAtMost(superTable, "columns", count, COLUMNS_MAX);
        requireAtMost(superTable, "bytes in a row", bytes, ROW_BYTES_MAX);
        requireAtMost(superTable, "bytes of BLOB in a row", blobBytes, BLOB_BYTES_MAX);
        return (int) (bytes + blobBytes);
    }

    private static void requireAtMost(Section superTable, String what, long found, long most) {
        if (found > most) {
            throw superTable
                    .notes()
                    .fault(
                            superTable.pathOf("columns"),
                            "at most " + most + " " + what,
                            Long.toString(found),
                            "Give fewer or shorter columns: TDengine takes no more.");
        }
    }

    private static String type(Section column) {
        return column.requiredName("type", "Name the column's SQL type.")
                .strip()
                .replaceAll("\\s+", " ")
                .toUpperCase(Locale.ROOT);
    }

    private static int width(Section column, String type) {
        @Nullable Integer fixed = FIXED.get(type);
        if (fixed != null || type.isEmpty()) {
            return fixed == null ? 0 : fixed;
        }
        if (type.equals("DECIMAL")) {
            return column.integer("precision", 10, 1, 38) <= 18 ? 8 : 16;
        }
        @Nullable Integer unit = VARIABLE.get(type);
        if (unit == null) {
            throw column.fault(
                    "type", "a SQL type of TDengine", "It has INT, BIGINT UNSIGNED, FLOAT, VARCHAR, NCHAR and others.");
        }
        return unit * column.integer("len", LENGTH_DEFAULT, 0, type.equals(BLOB) ? BLOB_BYTES_MAX : ROW_BYTES_MAX);
    }
}
