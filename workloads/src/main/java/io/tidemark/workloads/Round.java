package io.tidemark.workloads;

import java.util.List;

/**
 * A part of a workload: after a pause some tables are written, then some are dropped, then the database is flushed or
 * compacted.
 *
 * @param pauseNanos before it; rows' timestamps go on by as much
 * @param rowsPerTable of each table that is written, a number for each super table
 * @param perMille how many of a thousand tables are written
 * @param dropPerMille how many of a thousand tables are dropped afterwards
 * @param flush whether the database is flushed afterwards
 * @param compact whether it is compacted afterwards
 */
public record Round(
        long pauseNanos, List<Long> rowsPerTable, int perMille, int dropPerMille, boolean flush, boolean compact) {
    public Round {
        rowsPerTable = List.copyOf(rowsPerTable);
    }

    /** Of a workload with one super table. */
    public Round(long pauseNanos, long rowsPerTable, int perMille, int dropPerMille, boolean flush, boolean compact) {
        this(pauseNanos, List.of(rowsPerTable), perMille, dropPerMille, flush, compact);
    }

    /** Every table of the one super table is written, and nothing else. */
    public static Round all(long rowsPerTable) {
        return all(List.of(rowsPerTable));
    }

    /** Every table is written, with a number of rows for each super table, and nothing else. */
    public static Round all(List<Long> rowsPerTable) {
        return new Round(0, rowsPerTable, 1000, 0, false, false);
    }

    /** Rows of each table of one super table. */
    long rowsOf(int superTable) {
        return rowsPerTable.get(superTable);
    }

    Round withRows(List<Long> newRowsPerTable) {
        return new Round(pauseNanos, newRowsPerTable, perMille, dropPerMille, flush, compact);
    }
}
