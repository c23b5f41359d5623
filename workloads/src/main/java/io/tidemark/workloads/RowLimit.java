package io.tidemark.workloads;

import java.math.BigInteger;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

/**
 * A workload cut down to a number of rows, in proportion. Where there is a row for each table in each round, every table
 * keeps one and the rest is shared; where there is not, some tables go. Tables that nobody writes are cut to the limit too.
 */
final class RowLimit {
    private final WorkloadSpec spec;
    private final long limit;
    private final BigInteger share;
    private final BigInteger all;
    private final BigInteger turns;

    private RowLimit(WorkloadSpec spec, long limit) {
        this.spec = spec;
        this.limit = limit;
        this.share = BigInteger.valueOf(limit);
        this.all = rows(spec, rows -> rows);
        this.turns = rows(spec, rows -> Math.min(rows, 1));
    }

    static WorkloadSpec apply(WorkloadSpec spec, long limit) {
        return new RowLimit(spec, limit).apply();
    }

    /** All rows of all tables in all rounds. */
    static BigInteger rows(WorkloadSpec spec) {
        return rows(spec, rows -> rows);
    }

    /* The sum over all tables and rounds of something about a table's rows in a round. */
    private static BigInteger rows(WorkloadSpec spec, LongUnaryOperator ofTable) {
        BigInteger total = BigInteger.ZERO;
        for (int i = 0; i < spec.superTables().size(); i++) {
            for (Round round : spec.rounds()) {
                total = total.add(big(ofTable.applyAsLong(round.rowsOf(i)))
                        .multiply(big(spec.superTables().get(i).writtenTables()))
                        .multiply(big(round.perMille()))
                        .divide(big(1000)));
            }
        }
        return total;
    }

    private WorkloadSpec apply() {
        List<SuperTable> tables = IntStream.range(0, spec.superTables().size())
                .mapToObj(this::tables)
                .toList();
        List<Round> rounds = spec.rounds().stream()
                .map(round -> round.withRows(
                        round.rowsPerTable().stream().map(this::rowsOfTable).toList()))
                .toList();
        return new WorkloadSpec(spec.name(), spec.why(), spec.database(), tables, rounds, spec.isEndless());
    }

    private boolean isWithin() {
        return all.compareTo(share) <= 0;
    }

    private boolean reachesEveryTable() {
        return turns.compareTo(share) <= 0;
    }

    private long rowsOfTable(long rows) {
        if (rows == 0 || isWithin()) {
            return rows;
        }
        return reachesEveryTable()
                ? 1 + part(big(rows - 1), share.subtract(turns), all.subtract(turns))
                : Math.max(1, part(big(rows), share, all));
    }

    private SuperTable tables(int number) {
        SuperTable table = spec.superTables().get(number);
        long written = isWithin() || reachesEveryTable() ? table.writtenTables() : writtenTables(table, number);
        long before = Math.min(table.firstWritten(), limit);
        long after = Math.min(table.tables() - table.firstWritten() - table.writtenTables(), limit);
        return table.withTables(before + written + after, before, written);
    }

    /* With less than a row for each table of a super table, one of them stands for several. */
    private long writtenTables(SuperTable table, int number) {
        long rows = spec.rounds().stream()
                .mapToLong(round -> round.rowsOf(number))
                .max()
                .orElse(0);
        long worth = part(big(table.writtenTables()).multiply(big(rows)), share, all);
        return rows == 0 ? table.writtenTables() : Math.min(table.writtenTables(), Math.max(1, worth));
    }

    private static long part(BigInteger of, BigInteger numerator, BigInteger denominator) {
        return of.multiply(numerator).divide(denominator).longValue();
    }

    private static BigInteger big(long number) {
        return BigInteger.valueOf(number);
    }
}
