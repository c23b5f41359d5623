package io.tidemark.reports.cli;

import io.tidemark.reports.html.BillionRows;
import io.tidemark.reports.result.BillionFigures;

/** The figures of {@code bench billion}, a line each, for a terminal. */
final class BillionText {
    private BillionText() {}

    static String of(BillionFigures figures) {
        TextTable table = new TextTable("figure", "found").left(1);
        BillionRows.figures(figures).forEach(table::row);
        TextTable queries = new TextTable(BillionRows.QUERY_HEAD.toArray(String[]::new)).left(1);
        BillionRows.queries(figures).forEach(row -> queries.row(row.toArray()));
        return table + "\n" + queries + "\n";
    }
}
