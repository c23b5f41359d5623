package io.tidemark.workloads;

import java.math.BigInteger;
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
        return RowLimit.rows(this).min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }

    /**
     * What clients do, as a stream that takes memory for its writers only, however many rows there are.
     *
     * @param choices every random decision; forked, so that the caller's own draws do not matter
     * @param maxRows the most rows, updates aside; shared over tables and rounds in proportion, so that each table has at
     *     least one row in each round that writes it. Where that is not possible some tables go. Tables that nobody writes
     *     are at most as many before and behind those that are written. 0 or less: what the workload asks for, and
     *     {@link #ENDLESS_ROWS} for one that is endless
     */
    public OperationStream operations(ChoiceSource choices, long maxRows) {
        long limit = maxRows > 0 || !isEndless ? maxRows : ENDLESS_ROWS;
        WorkloadSpec limited = limit > 0 ? RowLimit.apply(this, limit) : this;
        return new WorkloadStream(limited, choices.fork("workload"));
    }
}
