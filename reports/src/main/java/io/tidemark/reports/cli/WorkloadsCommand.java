package io.tidemark.reports.cli;

import io.tidemark.reports.html.Format;
import io.tidemark.workloads.SuperTable;
import io.tidemark.workloads.WorkloadSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code workloads}: the built-in ones. */
@Command(name = "workloads", description = "Lists the built-in workloads.")
final class WorkloadsCommand extends ReportingCommand {
    @Override
    public Integer call() throws IOException {
        TextTable table = new TextTable("workload", "tables", "rows", "what it is good for").left(3);
        List<Map<String, Object>> entries = new ArrayList<>();
        for (WorkloadSpec spec : WorkloadSpec.builtIns()) {
            long tables =
                    spec.superTables().stream().mapToLong(SuperTable::tables).sum();
            table.row(spec.name(), Format.count(tables), Format.count(spec.totalRows()), spec.why());
            entries.add(Map.of("name", spec.name(), "why", spec.why(), "tables", tables, "rows", spec.totalRows()));
        }
        print(table);
        Map<String, Object> document = newDocument();
        document.put("workloads", entries);
        writeJson(document);
        return ExitStatus.GOOD;
    }
}
