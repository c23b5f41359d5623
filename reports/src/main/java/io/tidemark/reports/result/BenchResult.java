package io.tidemark.reports.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * One line of JMH's result table.
 *
 * @param benchmark simple class and method name, such as {@code EngineBenchmark.mark}
 * @param mode JMH's mode, such as {@code thrpt}
 * @param params the parameters by name; who was measured is {@value #SUBJECT}, where several were
 * @param score the mean
 * @param error half of the 99.9 % confidence interval; NaN when there was one measurement only
 * @param unit of score and error
 * @param figures what else was found, by name, such as bytes allocated an operation
 */
public record BenchResult(
        String benchmark,
        String mode,
        Map<String, String> params,
        double score,
        double error,
        String unit,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Figure> figures) {
    /** The parameter that says who was measured. */
    public static final String SUBJECT = "subject";

    /** The subject that the others are compared with. */
    public static final String OWN_SUBJECT = "TIDEMARK";

    public BenchResult {
        figures = figures == null ? Map.of() : figures; // absent in a summary
    }

    /**
     * A figure beside the score.
     *
     * @param value the mean over the iterations, or the largest where its name says so
     * @param unit of it
     */
    public record Figure(double value, String unit) {}

    /** The class part of the name. */
    public String group() {
        int dot = benchmark.indexOf('.');
        return dot < 0 ? benchmark : benchmark.substring(0, dot);
    }

    /** The method part of the name, and the parameters if there are any, without the subject. */
    public String task() {
        String method = benchmark.substring(benchmark.indexOf('.') + 1);
        StringBuilder task = new StringBuilder(method);
        params.forEach((name, value) -> {
            if (!name.equals(SUBJECT)) {
                task.append(task.length() == method.length() ? " " : ", ")
                        .append(name)
                        .append('=')
                        .append(value);
            }
        });
        return task.toString();
    }

    /** Who was measured: Tidemark where nothing else is said. */
    public String subject() {
        return params.getOrDefault(SUBJECT, OWN_SUBJECT);
    }

    /** Whether a larger score is a better one. */
    @JsonIgnore
    public boolean isMoreBetter() {
        return unit.startsWith("ops");
    }
}
