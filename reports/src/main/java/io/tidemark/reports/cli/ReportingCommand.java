package io.tidemark.reports.cli;

import io.tidemark.reports.BuildInfo;
import io.tidemark.reports.html.ReportPage;
import io.tidemark.reports.result.Machine;
import io.tidemark.reports.result.ResultFolder;
import io.tidemark.reports.result.RunSummary;
import io.tidemark.reports.result.RunSummaryBuilder;
import io.tidemark.reports.result.SummaryFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands share: the common options, and how results leave. */
@Command(mixinStandardHelpOptions = true, versionProvider = Tidemark.Version.class)
abstract class ReportingCommand implements Callable<Integer> {
    private final long startNanos = System.nanoTime();
    private final Instant started = Instant.now();

    @Mixin
    private CommonOptions options;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields before call()
    ReportingCommand() {}

    CommonOptions options() {
        return options;
    }

    Terminal terminal() {
        return root().terminal();
    }

    /** A summary with everything in it that does not depend on the command. */
    RunSummaryBuilder newSummary() {
        return RunSummary.builder(name(), BuildInfo.version())
                .arguments(root().arguments())
                .started(started.toString())
                .machine(Machine.current());
    }

    /** The begin of a JSON document of a command that is no run: to be filled, and given to {@link #writeJson}. */
    Map<String, Object> newDocument() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schemaVersion", RunSummary.SCHEMA_VERSION);
        document.put("command", name());
        document.put("version", BuildInfo.version());
        return document;
    }

    /* "backup list" of "tidemark backup list" */
    private String name() {
        return spec.qualifiedName().substring(spec.root().name().length() + 1);
    }

    /** Wall-clock seconds since the command began. */
    double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    /** Prints for people, unless they asked for silence or standard output is taken. */
    void print(Object text) {
        if (!options.isQuiet() && !options.isJsonOnStandardOutput()) {
            terminal().out().print(text);
            terminal().out().flush();
        }
    }

    /** Tells people something that is neither a result nor an error, unless they asked for silence. */
    void tell(String note) {
        if (!options.isQuiet()) {
            terminal().err().println("tidemark: " + note);
        }
    }

    /** Writes the summary where {@code --json} says, if it says so. */
    void writeJson(Object summary) throws IOException {
        String json = options.json();
        if (options.isJsonOnStandardOutput()) {
            SummaryFile.write(summary, terminal().out());
        } else if (json != null) {
            SummaryFile.write(summary, Path.of(json));
        }
    }

    /**
     * The folder of {@code --out}, made if it is not there, with {@code --json} known to have a folder too. For the begin of a
     * command: what cannot be written is better known before a run of minutes than behind it.
     */
    Path outFolder() throws IOException {
        String json = options.json();
        Path jsonFolder = json == null || options.isJsonOnStandardOutput()
                ? null
                : Path.of(json).toAbsolutePath().getParent();
        if (jsonFolder != null && !Files.isDirectory(jsonFolder)) {
            throw new InputProblem("--json: expected a folder to write into, found none: " + jsonFolder);
        }
        Path out = options.out();
        try {
            return Files.createDirectories(out);
        } catch (NoSuchFileException e) {
            throw new FileSystemException(out.toString(), null, "the folder cannot be made");
        }
    }

    /** Leaves {@code summary.json} and {@code report.html} in {@code --out}, and writes {@code --json}. */
    void writeResults(RunSummary summary) throws IOException {
        Path out = options.out();
        SummaryFile.write(summary, out.resolve(SummaryFile.NAME));
        writePage(List.of(new ResultFolder(out.toString(), summary, List.of())));
        writeJson(summary);
    }

    /** Leaves {@code report.html} in {@code --out}. */
    void writePage(List<ResultFolder> results) throws IOException {
        Path page = options.out().resolve(ReportPage.NAME);
        ReportPage.write(results, page);
        print("report: " + page + "\n");
    }

    private Tidemark root() {
        return (Tidemark) spec.root().userObject();
    }
}
