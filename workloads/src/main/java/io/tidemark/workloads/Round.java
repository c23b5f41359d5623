package io.tidemark.workloads;

/**
 * A part of a workload: after a pause some tables are written, then some are dropped, then the database is flushed or
 * compacted.
 *
 * @param pauseNanos before it; rows' timestamps go on by as much
 * @param rowsPerTable of each table that is written
 * @param perMille how many of a thousand tables are written
 * @param dropPerMille how many of a thousand tables are dropped afterwards
 * @param flush whether the database is flushed afterwards
 * @param compact whether it is compacted afterwards
 */
public record Round(
        long pauseNanos, long rowsPerTable, int perMille, int dropPerMille, boolean flush, boolean compact) {
    /** Every table is written, and nothing else. */
    public static Round all(long rowsPerTable) {
        return new Round(0, rowsPerTable, 1000, 0, false, false);
    }

    Round withRows(long newRowsPerTable) {
        return new Round(pauseNanos, newRowsPerTable, perMille, dropPerMille, flush, compact);
    }
}
