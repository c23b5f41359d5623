package io.tidemark.reports.html;

import io.tidemark.reports.result.BillionFigures;
import java.util.List;

/** The part of the page that shows what {@code bench billion} found. */
final class BillionSection {
    private final BillionFigures figures;
    private final Markup page;

    BillionSection(BillionFigures figures, Markup page) {
        this.figures = figures;
        this.page = page;
    }

    void append() {
        page.element("h3", "Figures");
        List<List<String>> rows = BillionRows.figures(figures).entrySet().stream()
                .map(row -> List.of(row.getKey(), row.getValue()))
                .toList();
        page.table("What the run took", List.of("Figure", "Found"), rows);
        page.element("h3", "Range queries");
        page.table("Until the engine had the answer", BillionRows.QUERY_HEAD, BillionRows.queries(figures));
    }
}
