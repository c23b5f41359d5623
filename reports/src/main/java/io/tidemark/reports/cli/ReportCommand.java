package io.tidemark.reports.cli;

import io.tidemark.reports.result.ResultFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code report}: one page from the results of several runs. */
@Command(
        name = "report",
        description = "Makes one self-contained HTML page, report.html in --out, from the results in these folders.")
final class ReportCommand extends ReportingCommand {
    @Parameters(arity = "1..*", paramLabel = "DIR", description = "The --out folders of earlier runs.")
    private List<Path> folders = List.of();

    @Override
    public Integer call() throws IOException {
        List<ResultFolder> results = new ArrayList<>();
        for (Path folder : folders) {
            results.add(ResultFolder.read(folder));
        }
        outFolder();
        writePage(results);
        writeJson(newSummary().input(names()).build());
        return ExitStatus.GOOD;
    }

    private String names() {
        return String.join(" ", folders.stream().map(Path::toString).toList());
    }
}
