package io.tidemark.reports.html;

import io.tidemark.reports.result.BenchResult;
import io.tidemark.reports.result.BenchTask;
import java.util.ArrayList;
import java.util.List;

/** The results of benchmarks as text, the same on the page and on a terminal. */
public final class BenchRows {
    /** The columns of {@link #scores}. */
    public static final List<String> SCORE_HEAD =
            List.of("Benchmark", "Subject", "Score", "+- 99.9 %", "Unit", "Tidemark, times as fast");

    /** The columns of {@link #figures}. */
    public static final List<String> FIGURE_HEAD = List.of("Benchmark", "Subject", "Found", "Value", "Unit");

    private static final String NONE = "-";

    private BenchRows() {}

    /** A row for each score. */
    public static List<List<String>> scores(List<BenchTask> tasks) {
        List<List<String>> rows = new ArrayList<>();
        for (BenchTask task : tasks) {
            for (BenchResult result : task.results()) {
                Double times = task.timesAsFast(result);
                rows.add(List.of(
                        name(task),
                        result.subject(),
                        Format.digits(result.score()),
                        Double.isFinite(result.error()) ? Format.digits(result.error()) : NONE,
                        result.unit(),
                        times == null ? NONE : Format.digits(times)));
            }
        }
        return rows;
    }

    /** A row for each figure beside a score. */
    public static List<List<String>> figures(List<BenchTask> tasks) {
        List<List<String>> rows = new ArrayList<>();
        for (BenchTask task : tasks) {
            for (BenchResult result : task.results()) {
                result.figures()
                        .forEach((name, figure) -> rows.add(List.of(
                                name(task), result.subject(), name, Format.digits(figure.value()), figure.unit())));
            }
        }
        return rows;
    }

    private static String name(BenchTask task) {
        return task.group() + " " + task.name();
    }
}
