package io.tidemark.reports.cli;

import io.tidemark.reports.result.BenchFile;
import io.tidemark.reports.result.BenchResult;
import io.tidemark.reports.result.BenchTask;
import io.tidemark.reports.result.ResultFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench}: the JMH benchmarks, each class with its own result file. */
@Command(
        name = "bench",
        subcommands = {BillionCommand.class, BillionLifeCommand.class},
        description = "Runs JMH benchmarks, prints their results, and leaves bench-NAME.json and report.html in --out.")
final class BenchCommand extends ReportingCommand {
    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Which; all if none is given. --list names them.")
    private List<String> names = List.of();

    @Option(names = "--quick", description = "Short runs, for a first look: the numbers vary by tens of percent.")
    private boolean quick;

    @Option(
            names = "--gc",
            description =
                    "Also find the bytes allocated for an operation, its preparation included (gc.alloc.rate.norm).")
    private boolean gc;

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE[,VALUE...]",
            description = "Values for a parameter of the benchmarks, such as ids=ZIPF; for several, several times.")
    private List<String> parameters = List.of();

    @Option(names = "--list", description = "Only list the benchmarks.")
    private boolean list;

    @Override
    public Integer call() throws IOException, RunnerException {
        Benchmarks benchmarks = Benchmarks.onClassPath();
        if (list) {
            print(String.join("\n", benchmarks.names()) + "\n");
            return ExitStatus.GOOD;
        }
        List<String> chosen = chosen(benchmarks.names());
        Benchmarks.Settings settings = settings();
        settings.parameters().check(chosen.stream().map(benchmarks::type).toList());
        Path out = outFolder();
        List<BenchResult> results = new ArrayList<>();
        for (String name : chosen) {
            Path file = out.resolve(BenchFile.PREFIX + name + ".json");
            benchmarks.run(name, settings, log(out, name), file);
            results.addAll(BenchFile.read(file));
        }
        finish(results);
        return ExitStatus.GOOD;
    }

    private Benchmarks.Settings settings() {
        return new Benchmarks.Settings(
                quick ? Benchmarks.Length.QUICK : Benchmarks.Length.FULL, BenchParameters.parse(parameters), gc);
    }

    private List<String> chosen(List<String> all) {
        for (String name : names) {
            if (!all.contains(name)) {
                throw new InputProblem("expected a benchmark of " + all + ", found '" + name + "'");
            }
        }
        return names.isEmpty() ? all : names;
    }

    private Benchmarks.Log log(Path out, String name) {
        return terminal().isInteractive() && !options().isQuiet()
                ? new Benchmarks.Log(terminal().err(), null)
                : new Benchmarks.Log(null, out.resolve(BenchFile.PREFIX + name + ".log"));
    }

    private void finish(List<BenchResult> results) throws IOException {
        print(BenchText.of(BenchTask.of(results)));
        var summary = newSummary().benchmarks(results).seconds(seconds()).build();
        writePage(List.of(new ResultFolder(options().out().toString(), summary, results)));
        writeJson(summary);
    }
}
