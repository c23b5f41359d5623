package io.tidemark.reports.cli;

import io.tidemark.reports.bench.FiguresProfiler;
import io.tidemark.reports.bench.QuickRun;
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
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The JMH benchmarks on the class path, a class each; {@code RingBufferBenchmark} is called {@code ring-buffer}. */
final class Benchmarks {
    private static final String SUFFIX = "Benchmark";

    private static final int QUICK_WARMUPS = 2;
    private static final int QUICK_MEASUREMENTS = 3;
    private static final TimeValue QUICK_TIME = TimeValue.milliseconds(300);

    private final Map<String, Class<?>> classes;

    private Benchmarks(Map<String, Class<?>> classes) {
        this.classes = classes;
    }

    /** How long to measure. */
    enum Length {
        /** As each benchmark says itself. */
        FULL,
        /** One fork, short iterations, and of large parameter sets a few values. */
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
        Map<String, Class<?>> classes = new TreeMap<>();
        for (BenchmarkListEntry entry : BenchmarkList.defaultList()
                .getAll(OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT), List.of())) {
            Class<?> type = load(entry.getUserClassQName());
            classes.put(nameOf(type), type);
        }
        return new Benchmarks(classes);
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("JMH's list must go with the classes, build anew: class=" + name, e);
        }
    }

    /** The names of all benchmarks, ascending. */
    List<String> names() {
        return List.copyOf(classes.keySet());
    }

    /** The class of a benchmark. */
    Class<?> type(String name) {
        Class<?> type = classes.get(name);
        if (type == null) {
            throw new IllegalArgumentException("no such benchmark: name=" + name);
        }
        return type;
    }

    /**
     * How to run.
     *
     * @param length how long
     * @param parameters values in place of the benchmark's own
     * @param countsAllocation whether to find what an operation allocates, too
     */
    record Settings(Length length, BenchParameters parameters, boolean countsAllocation) {}

    /** Runs one benchmark class in forks of this JVM and writes its results as JMH's JSON. */
    void run(String name, Settings settings, Log log, Path results) throws IOException, RunnerException {
        PrintStream account = log.open();
        Collection<RunResult> found = new Runner(
                        options(type(name), settings),
                        OutputFormatFactory.createFormatInstance(account, VerboseMode.NORMAL))
                .run();
        account.flush();
        ResultFormatFactory.getInstance(ResultFormatType.JSON, results.toString())
                .writeOut(found);
    }

    private static Options options(Class<?> type, Settings settings) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(type.getName().replace(".", "\\.") + "\\..*")
                .addProfiler(FiguresProfiler.class)
                .shouldFailOnError(true);
        if (settings.countsAllocation()) {
            options.addProfiler(GCProfiler.class);
        }
        BenchParameters parameters = settings.parameters();
        if (settings.length() == Length.QUICK) {
            options.forks(1)
                    .warmupIterations(QUICK_WARMUPS)
                    .warmupTime(QUICK_TIME)
                    .measurementIterations(QUICK_MEASUREMENTS)
                    .measurementTime(QUICK_TIME);
            parameters = parameters.orElse(quickParameters(type));
        }
        parameters.values().forEach((name, values) -> options.param(name, values.toArray(String[]::new)));
        return options.build();
    }

    private static BenchParameters quickParameters(Class<?> type) {
        QuickRun quick = type.getAnnotation(QuickRun.class);
        return BenchParameters.parse(quick == null ? List.of() : List.of(quick.value()));
    }

    /* RingBufferBenchmark is "ring-buffer" */
    private static String nameOf(Class<?> type) {
        String simple = type.getSimpleName();
        String stem = simple.endsWith(SUFFIX) ? simple.substring(0, simple.length() - SUFFIX.length()) : simple;
        return stem.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
