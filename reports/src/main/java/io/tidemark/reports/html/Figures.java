package io.tidemark.reports.html;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Places figures on the page, a chart and its table each, and keeps the charts for the page's script. For one thread. */
final class Figures {
    private static final int OPEN_TABLE_ROWS = 6;

    private final List<Chart> charts = new ArrayList<>();

    List<Chart> charts() {
        return charts;
    }

    /** What a chart shows; its values stand in the table below it, too. */
    record Plot(
            String kind,
            String unit,
            List<String> x,
            String xName,
            List<Chart.Series> series,
            Chart.@Nullable Limit limit) {}

    /** The table that carries the same numbers as a chart. */
    record Table(List<String> head, List<List<String>> rows) {}

    /** Appends a figure: heading, a sentence on how to read it, the chart, and its table. */
    void append(Markup page, String title, String reading, Plot plot, Table table) {
        String id = "chart-" + (charts.size() + 1);
        charts.add(new Chart(id, plot.kind(), plot.unit(), plot.x(), plot.xName(), plot.series(), plot.limit()));
        page.raw("<figure>")
                .raw("<figcaption>")
                .element("h4", title)
                .element("p", reading)
                .raw("</figcaption>");
        page.raw("<div class=\"chart " + plot.kind() + "\" id=\"" + id + "\" role=\"img\" aria-label=\"")
                .text("Chart: " + title + ". The table below has the same numbers.")
                .raw("\"></div>");
        page.raw(table.rows().size() <= OPEN_TABLE_ROWS ? "<details open>" : "<details>")
                .element("summary", "Table, " + Format.count(table.rows().size(), "row"))
                .table(title, table.head(), table.rows())
                .raw("</details></figure>");
    }
}
