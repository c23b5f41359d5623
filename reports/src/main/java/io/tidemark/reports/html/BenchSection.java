package io.tidemark.reports.html;

import io.tidemark.reports.html.Chart.Series;
import io.tidemark.reports.html.Figures.Plot;
import io.tidemark.reports.html.Figures.Table;
import io.tidemark.reports.result.BenchResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of the page that shows JMH's results: a figure for each benchmark class and unit. */
final class BenchSection {
    private final List<BenchResult> results;
    private final Markup page;
    private final Figures figures;

    BenchSection(List<BenchResult> results, Markup page, Figures figures) {
        this.results = results;
        this.page = page;
        this.figures = figures;
    }

    void append() {
        Map<String, List<BenchResult>> groups = new LinkedHashMap<>();
        for (BenchResult result : results) {
            groups.computeIfAbsent(result.group() + ", " + result.unit(), key -> new ArrayList<>())
                    .add(result);
        }
        page.element("h3", "Benchmarks");
        groups.forEach(this::appendGroup);
    }

    private void appendGroup(String title, List<BenchResult> group) {
        List<@Nullable Double> scores = new ArrayList<>();
        group.forEach(result -> scores.add(result.score()));
        String unit = group.get(0).unit();
        figures.append(
                page,
                title,
                unit.startsWith("ops") ? "JMH, more is better." : "JMH, less is better.",
                new Plot(
                        "rows",
                        unit,
                        group.stream().map(BenchResult::label).toList(),
                        "",
                        List.of(new Series(unit, 0, scores)),
                        null),
                new Table(
                        List.of("Benchmark", "Mode", "Score", "± (99.9 %)", "Unit"),
                        group.stream().map(BenchSection::row).toList()));
    }

    private static List<String> row(BenchResult result) {
        return List.of(
                result.label(),
                result.mode(),
                Format.digits(result.score()),
                Double.isFinite(result.error()) ? Format.digits(result.error()) : "–",
                result.unit());
    }
}
