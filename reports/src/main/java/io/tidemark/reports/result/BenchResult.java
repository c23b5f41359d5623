package io.tidemark.reports.result;

import java.util.Map;

/**
 * One line of JMH's result table.
 *
 * @param benchmark simple class and method name, such as {@code EngineBenchmark.mark}
 * @param mode JMH's mode, such as {@code thrpt}
 * @param params the parameters by name
 * @param score the mean
 * @param error half of the 99.9 % confidence interval; NaN when there was one measurement only
 * @param unit of score and error
 */
public record BenchResult(
        String benchmark, String mode, Map<String, String> params, double score, double error, String unit) {
    /** The class part of the name. */
    public String group() {
        int dot = benchmark.indexOf('.');
        return dot < 0 ? benchmark : benchmark.substring(0, dot);
    }

    /** The method part of the name, and the parameters if there are any. */
    public String label() {
        String method = benchmark.substring(benchmark.indexOf('.') + 1);
        StringBuilder label = new StringBuilder(method);
        params.forEach((name, value) -> label.append(label.length() == method.length() ? " " : ", ")
                .append(name)
                .append('=')
                .append(value));
        return label.toString();
    }
}
