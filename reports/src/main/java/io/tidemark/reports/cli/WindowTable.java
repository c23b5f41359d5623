package io.tidemark.reports.cli;

import io.tidemark.reports.html.Format;
import io.tidemark.reports.result.BackupResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Backups or windows as a table; of many, the first and the last ones. A column that none has is left out. */
final class WindowTable {
    private static final int ROWS_MAX = 24;
    private static final int LAST_ROWS = 4;
    private static final int TEXT_COLUMNS = 3;

    private record Column(String head, Function<BackupResult, @Nullable String> cell) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("", BackupResult::id),
            new Column("vnode", BackupResult::vnode),
            new Column("mode", BackupResult::mode),
            new Column("created", w -> Format.count(w.created())),
            new Column("modified", w -> Format.count(w.modified())),
            new Column("deleted", w -> Format.count(w.deleted())),
            new Column("bytes", w -> w.bytes() == null ? null : Format.bytes(w.bytes())),
            new Column("WAL from", w -> w.walFrom() == null ? null : Format.unsigned(w.walFrom())),
            new Column("WAL to", w -> w.walTo() == null ? null : Format.unsigned(w.walTo())));

    private WindowTable() {}

    /** The table of {@code windows}, whose first column is headed by {@code title}. */
    static String of(String title, List<BackupResult> windows) {
        List<Column> columns = COLUMNS.stream().filter(isUsedIn(windows)).toList();
        String[] heads = columns.stream().map(Column::head).toArray(String[]::new);
        heads[0] = title;
        TextTable table = new TextTable(heads);
        for (int i = 0; i < TEXT_COLUMNS && i < columns.size(); i++) {
            if (COLUMNS.indexOf(columns.get(i)) < TEXT_COLUMNS) {
                table.left(i);
            }
        }
        boolean isCut = windows.size() > ROWS_MAX;
        int first = isCut ? ROWS_MAX - LAST_ROWS - 1 : windows.size();
        windows.subList(0, first).forEach(window -> table.row(cells(columns, window)));
        if (isCut) {
            table.row(gap(columns, windows.size() - first - LAST_ROWS));
            windows.subList(windows.size() - LAST_ROWS, windows.size())
                    .forEach(window -> table.row(cells(columns, window)));
        }
        return table.toString();
    }

    private static Predicate<Column> isUsedIn(List<BackupResult> windows) {
        return column -> windows.isEmpty() || windows.stream().anyMatch(w -> column.cell.apply(w) != null);
    }

    private static Object[] cells(List<Column> columns, BackupResult window) {
        List<String> cells = new ArrayList<>();
        for (Column column : columns) {
            String cell = column.cell.apply(window);
            cells.add(cell == null ? "-" : cell);
        }
        return cells.toArray();
    }

    private static Object[] gap(List<Column> columns, int left) {
        List<String> cells = new ArrayList<>(columns.stream().map(column -> "").toList());
        cells.set(0, "... " + Format.count(left) + " more");
        return cells.toArray();
    }
}
