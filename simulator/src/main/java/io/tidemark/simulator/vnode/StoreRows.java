package io.tidemark.simulator.vnode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The rows that a query of everything would give: per table and timestamp the latest version, less what is deleted. */
public final class StoreRows {
    /** Takes one row. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Takes one row.
         *
         * @param uid the table
         * @param timestamp in ticks
         * @param version the log version that wrote it
         * @param seed its value seed
         * @param length bytes of its columns
         */
        void row(long uid, long timestamp, long version, long seed, int length);
    }

    /** Takes one table. */
    @FunctionalInterface
    public interface TableVisitor {
        /**
         * Takes one table.
         *
         * @param uid the table
         * @param rows its rows
         * @param bytes of their columns
         */
        void table(long uid, long rows, long bytes);
    }

    private final Map<TableKey, RowColumns> rows = new TreeMap<>();
    private final Map<TableKey, List<Tomb>> tombs = new HashMap<>();

    RowColumns of(TableKey table) {
        return rows.computeIfAbsent(table, key -> new RowColumns(16));
    }

    void delete(Tomb tomb) {
        tombs.computeIfAbsent(tomb.table(), key -> new ArrayList<>()).add(tomb);
    }

    void retain(Set<TableKey> live) {
        rows.keySet().retainAll(live);
    }

    /** Visits every row, by table and time. */
    public void forEach(Visitor visitor) {
        rows.forEach((table, columns) -> forEach(table, columns, visitor));
    }

    private void forEach(TableKey table, RowColumns columns, Visitor visitor) {
        columns.sort();
        TombCover cover = TombCover.of(tombs.getOrDefault(table, List.of()));
        int count = columns.count();
        int at = 0;
        while (at < count) {
            int best = at;
            int next = at + 1;
            for (; next < count && columns.timestamp(next) == columns.timestamp(at); next++) {
                best = columns.version(next) >= columns.version(best) ? next : best;
            }
            if (!cover.hides(columns.timestamp(best), columns.version(best))) {
                visitor.row(
                        table.uid(),
                        columns.timestamp(best),
                        columns.version(best),
                        columns.seed(best),
                        columns.length(best));
            }
            at = next;
        }
    }

    /** Visits every table that has rows. */
    public void forEachTable(TableVisitor visitor) {
        rows.forEach((table, columns) -> {
            long[] sums = new long[2];
            forEach(table, columns, (uid, timestamp, version, seed, length) -> {
                sums[0]++;
                sums[1] += length;
            });
            if (sums[0] > 0) {
                visitor.table(table.uid(), sums[0], sums[1]);
            }
        });
    }
}
