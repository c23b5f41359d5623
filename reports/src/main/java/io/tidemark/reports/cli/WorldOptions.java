package io.tidemark.reports.cli;

import io.tidemark.simulator.SimulationPlan;
import io.tidemark.workloads.WorkloadSpec;
import io.tidemark.workloads.taosbenchmark.ImportedWorkload;
import io.tidemark.workloads.taosbenchmark.TaosBenchmarkImporter;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** What a simulated world is made of, as {@code simulate} and {@code record} take it. */
final class WorldOptions {
    private static final long ROWS_WITHOUT_LIMIT_MAX = 10_000_000;
    private static final int VNODES_MAX = 1_000;

    @Option(
            names = "--backups",
            paramLabel = "N",
            description = "Rounds of backups of every vnode, the first full (default: 5).")
    private int backups = 5;

    @Option(
            names = "--max-rows",
            paramLabel = "N",
            description = "The most rows, shared over all tables (default: as the workload says, at most ten million).")
    private long maxRows;

    @Option(names = "--vnodes", paramLabel = "N", description = "How many vnodes (default: as the workload says).")
    private int vnodes;

    int backups() {
        return backups;
    }

    /**
     * The world of a workload.
     *
     * @param workload a built-in name, or the path of a taosBenchmark insert JSON
     * @param notes told what of the file has no effect, and what was cut
     */
    SimulationPlan plan(String workload, long seed, Consumer<String> notes) {
        check("--backups", backups, 1, 10_000);
        check("--max-rows", maxRows, 0, Long.MAX_VALUE);
        check("--vnodes", vnodes, 0, VNODES_MAX);
        WorkloadSpec spec = spec(workload, notes);
        check("vgroups of " + workload, spec.database().vgroups(), 1, VNODES_MAX);
        try {
            return SimulationPlan.of(spec, vnodes, rows(spec, notes), seed);
        } catch (IllegalArgumentException e) {
            throw new InputProblem(workload + ": " + e.getMessage());
        }
    }

    private static WorkloadSpec spec(String workload, Consumer<String> notes) {
        boolean isBuiltIn =
                WorkloadSpec.builtIns().stream().anyMatch(spec -> spec.name().equals(workload));
        boolean isPath = workload.contains("/") || workload.contains(".");
        if (isBuiltIn || !isPath) {
            return WorkloadSpec.builtIn(workload);
        }
        ImportedWorkload imported = TaosBenchmarkImporter.read(Path.of(workload));
        if (!imported.ignoredKeys().isEmpty()) {
            notes.accept("without effect here: " + String.join(", ", imported.ignoredKeys()));
        }
        return imported.spec();
    }

    /* What nobody limited and would run for hours is limited here, and told. */
    private long rows(WorkloadSpec spec, Consumer<String> notes) {
        if (maxRows > 0 || (!spec.isEndless() && spec.totalRows() <= ROWS_WITHOUT_LIMIT_MAX)) {
            return maxRows;
        }
        long limit = spec.isEndless() ? WorkloadSpec.ENDLESS_ROWS : ROWS_WITHOUT_LIMIT_MAX;
        String asked = spec.isEndless() ? "rows without end" : spec.totalRows() + " rows";
        notes.accept("the workload asks for " + asked + ", running " + limit
                + " in proportion; --max-rows sets another limit");
        return limit;
    }

    private static void check(String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw new InputProblem(option + ": expected a number from " + min + " to " + max + ", found " + value);
        }
    }
}
