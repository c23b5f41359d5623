package io.tidemark.reports.html;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chart without any of the drawing library's words; {@code report.js} turns it into the library's options.
 *
 * @param id of the element that it is drawn in
 * @param kind {@code bars} (side by side, upright), {@code stack} (stacked, upright), {@code rows} (lying) or {@code line}
 * @param unit of the values: {@code bytes}, {@code count}, {@code rate}, or shown as it stands
 * @param x categories, or for a line the numbers on the x axis as text
 * @param xName what the x axis shows
 * @param series the values
 * @param limit a horizontal line to compare with
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Chart(
        String id,
        String kind,
        String unit,
        List<String> x,
        String xName,
        List<Series> series,
        @Nullable Limit limit) {
    /**
     * @param name for the legend
     * @param colour index into the page's palette, from 0
     * @param values as many as there are categories; null where there is none
     */
    record Series(String name, int colour, List<@Nullable Double> values) {}

    /**
     * @param name its label
     * @param value in the chart's unit
     */
    record Limit(String name, double value) {}
}
