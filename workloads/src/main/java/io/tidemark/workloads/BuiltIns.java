package io.tidemark.workloads;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The built-in workloads. Scaled down so that a run takes seconds and still commits, merges and rewrites many times: the
 * write buffer and the blocks are far below TDengine's least, in proportion to the rows.
 */
final class BuiltIns {
    private static final DatabaseOptions SMALL =
            DatabaseOptions.DEFAULTS.sized(768 << 10, 50, 400, 3).lasting(24 * 60, 5_256_000, 3600);
    private static final long START = WorkloadSpec.EPOCH_NANOS / 1_000_000;
    private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);

    static final List<WorkloadSpec> ALL =
            List.of(iot(), bursty(), outOfOrder(), updateHeavy(), retention(), compaction(), manyTables(), idle());

    private BuiltIns() {}

    private static WorkloadSpec iot() {
        return spec(
                "iot",
                "steady ingest from 200 meters, a few rows of each in turn: what most databases see all day",
                SMALL,
                table(200).interlace(20).build(),
                List.of(Round.all(1_000)));
    }

    private static WorkloadSpec bursty() {
        return spec(
                "bursty",
                "ten bursts with half an hour of silence between: log segments expire, windows differ widely in size",
                SMALL,
                table(150).build(),
                repeat(10, new Round(HOUR_NANOS / 2, 120, 1000, 0, false, false)));
    }

    private static WorkloadSpec outOfOrder() {
        return spec(
                "out-of-order",
                "a third of the rows come late by up to two days: old file sets open again, blocks overlap and are rewritten",
                SMALL,
                table(150).step(60_000).disorder(33, TimeUnit.DAYS.toMillis(2)).build(),
                List.of(Round.all(1_200)));
    }

    private static WorkloadSpec updateHeavy() {
        return spec(
                "update-heavy",
                "forty percent of the rows are written again: the same blocks change over and over",
                SMALL,
                table(120).requests(200).mixed(5, 40, 0).build(),
                List.of(Round.all(1_200)));
    }

    private static WorkloadSpec retention() {
        return spec(
                "retention",
                "deletes, dropped tables and days that pass: tombs are written and whole file sets expire",
                SMALL.lasting(24 * 60, 3 * 24 * 60, 600),
                table(120).requests(200).step(600_000).mixed(5, 5, 5).build(),
                repeat(6, new Round(DAY_NANOS, 240, 1000, 20, true, false)));
    }

    private static WorkloadSpec compaction() {
        return spec(
                "compaction",
                "every round is followed by a compaction: nothing new, and yet every block moves",
                SMALL,
                table(120).requests(200).mixed(10, 20, 2).build(),
                repeat(5, new Round(HOUR_NANOS, 240, 1000, 0, true, true)));
    }

    private static WorkloadSpec manyTables() {
        return spec(
                "many-tables",
                "twenty thousand tables with a handful of rows each: small blocks, many of them, and a large catalogue",
                SMALL,
                table(20_000).requests(50).interlace(5).autoCreate().build(),
                List.of(Round.all(10)));
    }

    private static WorkloadSpec idle() {
        List<Round> rounds = new ArrayList<>();
        rounds.add(new Round(0, 1_500, 1000, 0, true, false));
        rounds.addAll(repeat(12, new Round(HOUR_NANOS, 15, 10, 0, true, false)));
        return spec(
                "idle",
                "a base load, then hours in which one table in a hundred gets a few rows: where incremental backup pays most",
                SMALL.sized(768 << 10, 50, 400, 8),
                table(200).requests(500).build(),
                rounds);
    }

    private static List<Round> repeat(int times, Round round) {
        return Collections.nCopies(times, round);
    }

    private static WorkloadSpec spec(
            String name, String why, DatabaseOptions database, SuperTable table, List<Round> rounds) {
        return new WorkloadSpec(name, why, database, List.of(table), rounds, false);
    }

    private static TableBuilder table(long tables) {
        return new TableBuilder(tables);
    }

    /** A super table of meters, by what is special about it. */
    private static final class TableBuilder {
        private static final int ROW_BYTES = 20; // timestamp, float, int, float
        private final long tables;
        private boolean autoCreate;
        private long step = 1_000;
        private int rowsPerRequest = 100;
        private int interlaceRows;
        private int disorderPercent;
        private long disorderRange = 1_000;
        private int updatePercent;
        private int deletePercent;
        private boolean isMixed;

        TableBuilder(long tables) {
            this.tables = tables;
        }

        TableBuilder autoCreate() {
            autoCreate = true;
            return this;
        }

        TableBuilder step(long ticks) {
            step = ticks;
            return this;
        }

        TableBuilder requests(int rows) {
            rowsPerRequest = rows;
            return this;
        }

        TableBuilder interlace(int rows) {
            interlaceRows = rows;
            return this;
        }

        TableBuilder disorder(int percent, long range) {
            disorderPercent = percent;
            disorderRange = range;
            return this;
        }

        TableBuilder mixed(int latePercent, int rewrittenPercent, int deletedPercent) {
            isMixed = true;
            disorderPercent = latePercent;
            updatePercent = rewrittenPercent;
            deletePercent = deletedPercent;
            return this;
        }

        SuperTable build() {
            return new SuperTable(
                    "meters",
                    "d",
                    tables,
                    0,
                    tables,
                    autoCreate,
                    ROW_BYTES,
                    START,
                    step,
                    4,
                    rowsPerRequest,
                    interlaceRows,
                    0,
                    disorderPercent,
                    disorderRange,
                    updatePercent,
                    deletePercent,
                    isMixed,
                    false);
        }
    }
}
