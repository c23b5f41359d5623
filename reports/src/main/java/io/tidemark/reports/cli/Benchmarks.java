package io.tidemark.reports.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The JMH benchmarks on the class path, a class each; {@code RingBufferBenchmark} is called {@code ring-buffer}. */
final class Benchmarks {
    private static final String SUFFIX = "Benchmark";

    private final Map<String, String> classes;

    private Benchmarks(Map<String, String> classes) {
        this.classes = classes;
    }

    /** How long to measure. */
    enum Length {
        /** As each benchmark says itself. */
        FULL,
        /** One fork, short iterations. */
        QUICK
    }

    /**
     * Where JMH's own account goes: a stream or a file, one of the two.
     *
     * @param stream left open
     * @param file appended to
     */
    record Log(@Nullable PrintStream stream, @Nullable Path file) {
        PrintStream open() throws IOException {
            return file == null
                    ? new PrintStream(stream == null ? System.err : stream, true, StandardCharsets.UTF_8)
                    : new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8);
        }
    }

    static Benchmarks onClassPath() {
        Map<String, String> classes = new TreeMap<>();
        for (BenchmarkListEntry entry : BenchmarkList.defaultList()
                .getAll(OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT), List.of())) {
            String type = entry.getUserClassQName();
            classes.put(nameOf(type), type);
        }
        return new Benchmarks(classes);
    }

    /** The names of all benchmarks, ascending. */
    List<String> names() {
        return List.copyOf(classes.keySet());
    }

    /** Runs one benchmark class in forks of this JVM and writes its results as JMH's JSON. */
    void run(String name, Length length, Log log, Path results) throws IOException, RunnerException {
        String type = classes.get(name);
        if (type == null) {
            throw new IllegalArgumentException("no such benchmark: name=" + name);
        }
        ChainedOptionsBuilder options =
                new OptionsBuilder().include(type.replace(".", "\\.") + "\\..*").shouldFailOnError(true);
        if (length == Length.QUICK) {
            options.forks(1)
                    .warmupIterations(2)
                    .warmupTime(TimeValue.milliseconds(500))
                    .measurementIterations(3)
                    .measurementTime(TimeValue.milliseconds(500));
        }
        PrintStream account = log.open();
        Collection<RunResult> found = new Runner(
                        options.build(), OutputFormatFactory.createFormatInstance(account, VerboseMode.NORMAL))
                .run();
        account.flush();
        ResultFormatFactory.getInstance(ResultFormatType.JSON, results.toString())
                .writeOut(found);
    }

    /* "a.b.RingBufferBenchmark" to "ring-buffer" */
    private static String nameOf(String type) {
        String simple = type.substring(type.lastIndexOf('.') + 1);
        String stem = simple.endsWith(SUFFIX) ? simple.substring(0, simple.length() - SUFFIX.length()) : simple;
        return stem.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
