package io.tidemark.reports.cli;

import io.tidemark.simulator.SimulationPlan;
import io.tidemark.workloads.WorkloadSpec;
import picocli.CommandLine.Option;

/** What a simulated world is made of, as {@code simulate} and {@code record} take it. */
final class WorldOptions {
    @Option(
            names = "--backups",
            paramLabel = "N",
            description = "Rounds of backups of every vnode, the first full (default: 5).")
    private int backups = 5;

    @Option(
            names = "--max-rows",
            paramLabel = "N",
            description = "The most rows, over all tables (default: as the workload says).")
    private long maxRows;

    @Option(names = "--vnodes", paramLabel = "N", description = "How many vnodes (default: as the workload says).")
    private int vnodes;

    int backups() {
        return backups;
    }

    /**
     * The world of a workload.
     *
     * @param workload a built-in name
     */
    SimulationPlan plan(String workload, long seed) {
        check("--backups", backups, 1, 10_000);
        check("--max-rows", maxRows, 0, Long.MAX_VALUE);
        check("--vnodes", vnodes, 0, 1_000);
        return SimulationPlan.of(WorkloadSpec.builtIn(workload), vnodes, maxRows, seed);
    }

    private static void check(String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw new InputProblem(option + ": expected a number from " + min + " to " + max + ", found " + value);
        }
    }
}
