package io.tidemark.reports.html;

import io.tidemark.reports.html.Chart.Series;
import io.tidemark.reports.html.Figures.Plot;
import io.tidemark.reports.html.Figures.Table;
import io.tidemark.reports.result.BenchResult;
import io.tidemark.reports.result.BenchTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The part of the page that shows JMH's results: a figure for each benchmark class and unit, with the subjects beside each other, and
 * one for each unit of what was found beside the scores.
 */
final class BenchSection {
    private final List<BenchTask> tasks;
    private final Markup page;
    private final Figures figures;

    BenchSection(List<BenchResult> results, Markup page, Figures figures) {
        this.tasks = BenchTask.of(results);
        this.page = page;
        this.figures = figures;
    }

    void append() {
        Map<String, List<BenchTask>> groups = new LinkedHashMap<>();
        for (BenchTask task : tasks) {
            groups.computeIfAbsent(task.group() + ", " + task.unit(), key -> new ArrayList<>())
                    .add(task);
        }
        page.element("h3", "Benchmarks");
        groups.forEach(this::appendScores);
        groups.values().forEach(this::appendFigures);
    }

    private void appendScores(String title, List<BenchTask> group) {
        boolean isMoreBetter = group.get(0).results().get(0).isMoreBetter();
        figures.append(
                page,
                title,
                isMoreBetter ? "JMH, more is better." : "JMH, less is better.",
                plot(group.get(0).unit(), tasksOf(group), bySubject(group, BenchResult::score)),
                new Table(BenchRows.SCORE_HEAD, BenchRows.scores(group)));
    }

    /* Figures of one unit, such as percentiles, stand beside each other for each task; a single one compares the tasks. */
    private void appendFigures(List<BenchTask> group) {
        namesByUnit(group).forEach((unit, names) -> {
            if (names.size() > 1) {
                group.forEach(task -> appendFigures(task, unit, names));
            } else {
                appendFigure(group, unit, names.first());
            }
        });
    }

    private void appendFigure(List<BenchTask> group, String unit, String name) {
        figures.append(
                page,
                group.get(0).group() + ", " + name + " in " + unit,
                "Found beside the scores above.",
                plot(unit, tasksOf(group), bySubject(group, result -> value(result, name))),
                table(group, unit));
    }

    private void appendFigures(BenchTask task, String unit, SortedSet<String> names) {
        List<Series> series = new ArrayList<>();
        for (String name : names) {
            List<@Nullable Double> values = new ArrayList<>();
            task.results().forEach(result -> values.add(value(result, name)));
            series.add(new Series(name, series.size(), values));
        }
        figures.append(
                page,
                task.group() + ", " + task.name() + ", in " + unit,
                "Found beside the scores above.",
                plot(unit, task.results().stream().map(BenchResult::subject).toList(), series),
                table(List.of(task), unit));
    }

    private static Plot plot(String unit, List<String> x, List<Series> series) {
        return new Plot("rows", unit, x, "", series, null);
    }

    private static Table table(List<BenchTask> group, String unit) {
        return new Table(
                BenchRows.FIGURE_HEAD,
                BenchRows.figures(group).stream()
                        .filter(row -> row.get(row.size() - 1).equals(unit))
                        .toList());
    }

    private static List<String> tasksOf(List<BenchTask> group) {
        return group.stream().map(BenchTask::name).toList();
    }

    private static List<Series> bySubject(List<BenchTask> group, Function<BenchResult, @Nullable Double> value) {
        Set<String> subjects = new LinkedHashSet<>();
        group.forEach(task -> task.results().forEach(result -> subjects.add(result.subject())));
        List<Series> series = new ArrayList<>();
        for (String subject : subjects) {
            List<@Nullable Double> values = new ArrayList<>();
            for (BenchTask task : group) {
                BenchResult result = task.of(subject);
                values.add(result == null ? null : value.apply(result));
            }
            series.add(new Series(subject, series.size(), values));
        }
        return series;
    }

    private static Map<String, SortedSet<String>> namesByUnit(List<BenchTask> group) {
        Map<String, SortedSet<String>> names = new LinkedHashMap<>();
        for (BenchTask task : group) {
            for (BenchResult result : task.results()) {
                result.figures()
                        .forEach((name, figure) -> names.computeIfAbsent(figure.unit(), u -> new TreeSet<>())
                                .add(name));
            }
        }
        return names;
    }

    private static @Nullable Double value(BenchResult result, String name) {
        BenchResult.Figure figure = result.figures().get(name);
        return figure == null ? null : figure.value();
    }
}
