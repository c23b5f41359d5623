package io.tidemark.reports.cli;

import io.tidemark.reports.html.Format;
import io.tidemark.reports.result.BackupResult;
import java.util.List;

/** Backups or windows as a table; of many, the first and the last ones. */
final class WindowTable {
    private static final int ROWS_MAX = 24;
    private static final int LAST_ROWS = 4;

    private WindowTable() {}

    static String of(String title, List<BackupResult> windows) {
        boolean hasBytes = windows.stream().anyMatch(window -> window.bytes() != null);
        TextTable table = hasBytes
                ? new TextTable(title, "mode", "created", "modified", "deleted", "bytes", "WAL from", "WAL to")
                : new TextTable(title, "mode", "created", "modified", "deleted", "WAL from", "WAL to");
        table.left(1);
        boolean isCut = windows.size() > ROWS_MAX;
        int first = isCut ? ROWS_MAX - LAST_ROWS - 1 : windows.size();
        windows.subList(0, first).forEach(window -> add(table, window, hasBytes));
        if (isCut) {
            String more = Format.count(windows.size() - first - LAST_ROWS) + " more in summary.json";
            table.row(
                    hasBytes
                            ? new Object[] {more, "", "", "", "", "", "", ""}
                            : new Object[] {more, "", "", "", "", "", ""});
            windows.subList(windows.size() - LAST_ROWS, windows.size()).forEach(window -> add(table, window, hasBytes));
        }
        return table.toString();
    }

    private static void add(TextTable table, BackupResult w, boolean hasBytes) {
        String created = Format.count(w.created());
        String modified = Format.count(w.modified());
        String deleted = Format.count(w.deleted());
        String from = w.walFrom() == null ? "-" : Format.unsigned(w.walFrom());
        String to = w.walTo() == null ? "-" : Format.unsigned(w.walTo());
        if (hasBytes) {
            String bytes = w.bytes() == null ? "-" : Format.bytes(w.bytes());
            table.row(w.id(), w.mode(), created, modified, deleted, bytes, from, to);
        } else {
            table.row(w.id(), w.mode(), created, modified, deleted, from, to);
        }
    }
}
