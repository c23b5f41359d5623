package io.tidemark.reports.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Puts figures that a benchmark found beside its time, such as bytes an entry or percentiles, into JMH's results. A state's setup or
 * teardown tells them here; they are taken at the end of each iteration.
 */
public final class FiguresProfiler implements InternalProfiler {
    /* JMH makes the states and the profilers, and gives neither a way to the other; so what is told is kept beside both. */
    private static final Map<String, Result<?>> TOLD = new TreeMap<>();

    private static final Map<String, ScalarResult> HANDLED = new TreeMap<>();

    /** For JMH. */
    public FiguresProfiler() {}

    /** Tells a figure; the result is the mean over the iterations. */
    public static void tell(String name, double value, String unit) {
        tell(name, value, unit, AggregationPolicy.AVG);
    }

    /** Tells a figure of which the largest is the result. */
    public static void tellMax(String name, double value, String unit) {
        tell(name, value, unit, AggregationPolicy.MAX);
    }

    /**
     * Tells how much of something each operation of a benchmark in {@link org.openjdk.jmh.annotations.Mode#AverageTime} handles; the result
     * is how much of it that is in a second.
     */
    public static synchronized void tellHandled(String name, double value, String unit) {
        HANDLED.put(name, new ScalarResult(name, value, unit + "/s", AggregationPolicy.AVG));
    }

    private static synchronized void tell(String name, double value, String unit, AggregationPolicy policy) {
        TOLD.put(name, new ScalarResult(name, value, unit, policy));
    }

    private static synchronized List<Result<?>> told(double secondsPerOperation) {
        List<Result<?>> told = new ArrayList<>(TOLD.values());
        HANDLED.forEach((name, each) -> told.add(new ScalarResult(
                name, each.getScore() / secondsPerOperation, each.getScoreUnit(), AggregationPolicy.AVG)));
        return told;
    }

    @Override
    public String getDescription() {
        return "figures that a benchmark found beside its time";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmarkParams, IterationParams iterationParams) {}

    @Override
    @SuppressWarnings("rawtypes") // as JMH declares it
    public Collection<? extends Result> afterIteration(
            BenchmarkParams benchmarkParams, IterationParams iterationParams, IterationResult result) {
        double unitSeconds = (double) benchmarkParams.getTimeUnit().toNanos(1) / TimeUnit.SECONDS.toNanos(1);
        return told(result.getPrimaryResult().getScore() * unitSeconds);
    }
}
