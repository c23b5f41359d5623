package io.tidemark.workloads;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A workload: a database, its super tables, and the rounds in which they are written. Says what is to be done; the
 * {@linkplain #operations operations} are made one at a time when they are asked for.
 *
 * @param name to call it by
 * @param why what it is good for, in one line
 * @param database what to create
 * @param superTables at least one; a workload without rows has tables without rows
 * @param rounds one after another, each over all super tables
 * @param isEndless whether it would go on for ever: then it runs to a limit only
 */
public record WorkloadSpec(
        String name,
        String why,
        DatabaseOptions database,
        List<SuperTable> superTables,
        List<Round> rounds,
        boolean isEndless) {
    /** The virtual time at which every workload begins, in nanoseconds since the epoch: 2026-01-01T00:00:00Z. */
    public static final long EPOCH_NANOS = 1_767_225_600_000_000_000L;

    /** How many rows an endless workload writes when no limit is given. */
    public static final long ENDLESS_ROWS = 1_000_000;

    public WorkloadSpec {
        superTables = List.copyOf(superTables);
        rounds = List.copyOf(rounds);
        for (Round round : rounds) {
            if (round.rowsPerTable().size() != superTables.size()) {
                throw new IllegalArgumentException("a round says the rows of each super table: rowsPerTable="
                        + round.rowsPerTable() + ", superTables=" + superTables.size());
            }
        }
    }

    /** The built-in workloads, each with its line of why. */
    public static List<WorkloadSpec> builtIns() {
        return BuiltIns.ALL;
    }

    /**
     * The built-in workload of this name.
     *
     * @throws InputException if there is none; the message names those that there are
     */
    public static WorkloadSpec builtIn(String name) {
        return builtIns().stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException(
                        "workload " + name,
                        "one of " + builtIns().stream().map(WorkloadSpec::name).collect(Collectors.joining(", ")),
                        name,
                        "give one of these names, or the path of a taosBenchmark insert JSON"));
    }

    /** With other database options. */
    public WorkloadSpec withDatabase(DatabaseOptions options) {
        return new WorkloadSpec(name, why, options, superTables, rounds, isEndless);
    }

    /** Rows that it asks for, updates aside; at most {@link Long#MAX_VALUE}. */
    public long totalRows() {
        return allRows().min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }

    private BigInteger allRows() {
        BigInteger total = BigInteger.ZERO;
        for (int i = 0; i < superTables.size(); i++) {
            for (Round round : rounds) {
                total = total.add(rowsOf(i, round));
            }
        }
        return total;
    }

    private BigInteger rowsOf(int superTable, Round round) {
        return BigInteger.valueOf(superTables.get(superTable).writtenTables())
                .multiply(BigInteger.valueOf(round.rowsOf(superTable)))
                .multiply(BigInteger.valueOf(round.perMille()))
                .divide(BigInteger.valueOf(1000));
    }

    /**
     * What clients do, as a stream that takes memory for its writers only, however many rows there are.
     *
     * @param choices every random decision; forked, so that the caller's own draws do not matter
     * @param maxRows the most rows; shared over tables and rounds in proportion, and where there are more tables than rows
     *     some tables go. 0 or less: what the workload asks for
     */
    public OperationStream operations(ChoiceSource choices, long maxRows) {
        long limit = maxRows > 0 ? maxRows : isEndless ? ENDLESS_ROWS : Long.MAX_VALUE;
        WorkloadSpec limited = totalRows() > limit ? limitedTo(limit) : this;
        return new WorkloadStream(limited, choices.fork("workload"));
    }

    private WorkloadSpec limitedTo(long limit) {
        BigInteger share = BigInteger.valueOf(limit);
        BigInteger all = allRows();
        List<SuperTable> tables = new ArrayList<>();
        for (int i = 0; i < superTables.size(); i++) {
            tables.add(limited(i, share, all));
        }
        List<Round> scaled = rounds.stream()
                .map(round -> round.withRows(round.rowsPerTable().stream()
                        .map(rows -> Math.min(rows, Math.max(1, scale(rows, 1, share, all))))
                        .toList()))
                .toList();
        return new WorkloadSpec(name, why, database, tables, scaled, isEndless);
    }

    /* A super table whose tables would get less than a row each has fewer of them. */
    private SuperTable limited(int superTable, BigInteger share, BigInteger all) {
        SuperTable table = superTables.get(superTable);
        long rows = rounds.stream()
                .mapToLong(round -> round.rowsOf(superTable))
                .max()
                .orElse(0);
        boolean isTooMany = rows > 0 && BigInteger.valueOf(rows).multiply(share).compareTo(all) < 0;
        return isTooMany ? fewer(table, scale(table.writtenTables(), rows, share, all)) : table;
    }

    /* count * weight * share / all: with less than a row for each table, one table stands for several. */
    private static long scale(long count, long weight, BigInteger share, BigInteger all) {
        return BigInteger.valueOf(count)
                .multiply(BigInteger.valueOf(weight))
                .multiply(share)
                .divide(all)
                .longValue();
    }

    private static SuperTable fewer(SuperTable table, long written) {
        long kept = Math.min(table.writtenTables(), Math.max(1, written));
        return new SuperTable(
                table.name(),
                table.prefix(),
                table.firstWritten() + kept,
                table.firstWritten(),
                kept,
                table.autoCreate(),
                table.rowBytes(),
                table.startTimestamp(),
                table.step(),
                table.threads(),
                table.rowsPerRequest(),
                table.interlaceRows(),
                table.pauseNanos(),
                table.disorderPercent(),
                table.disorderRange(),
                table.updatePercent(),
                table.deletePercent(),
                table.isMixed(),
                table.flushEachRequest());
    }
}
