package io.tidemark.workloads.taosbenchmark;

import io.tidemark.workloads.WorkloadSpec;
import java.util.List;

/**
 * What a taosBenchmark file amounts to.
 *
 * @param spec the workload
 * @param ignoredKeys keys without effect here, each once and in the order found, such as
 *     {@code databases[].super_tables[].insert_mode}; with the reason in brackets where there is one: {@code (unknown)} for a
 *     key that taosBenchmark does not have either
 */
public record ImportedWorkload(WorkloadSpec spec, List<String> ignoredKeys) {
    public ImportedWorkload {
        ignoredKeys = List.copyOf(ignoredKeys);
    }
}
