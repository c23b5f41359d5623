package io.tidemark.reports.cli;

import io.tidemark.reports.html.BenchRows;
import io.tidemark.reports.result.BenchTask;
import java.util.List;

/** The results of benchmarks for a terminal: a line each, and a table of what was found beside the scores. */
final class BenchText {
    private BenchText() {}

    static String of(List<BenchTask> tasks) {
        TextTable scores = new TextTable(BenchRows.SCORE_HEAD.toArray(String[]::new)).left(1);
        BenchRows.scores(tasks).forEach(row -> scores.row(row.toArray()));
        List<List<String>> found = BenchRows.figures(tasks);
        if (found.isEmpty()) {
            return scores.toString();
        }
        TextTable figures = new TextTable(BenchRows.FIGURE_HEAD.toArray(String[]::new)).left(1, 2);
        found.forEach(row -> figures.row(row.toArray()));
        return scores + "\n" + figures;
    }
}
