package io.tidemark.reports.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lines up cells for a terminal: names to the left, numbers to the right, two blanks between. */
final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();

    private final Set<Integer> leftAligned = new HashSet<>(Set.of(0));

    /** A table without rows; the first column is aligned to the left, the others to the right. */
    TextTable(String... head) {
        rows.add(List.of(head));
    }

    /** Aligns these columns, numbered from 0, to the left too. */
    TextTable left(int... columns) {
        for (int column : columns) {
            leftAligned.add(column);
        }
        return this;
    }

    /** Adds a row with as many cells as the head has. */
    TextTable row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(printable(String.valueOf(cell)));
        }
        if (row.size() != rows.get(0).size()) {
            throw new IllegalArgumentException("a row has as many cells as the head: cells=" + row.size() + ", head="
                    + rows.get(0).size());
        }
        rows.add(row);
        return this;
    }

    @Override
    public String toString() {
        int[] widths = widths();
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(column == 0 ? "" : "  ").append(padded(row.get(column), column, widths[column]));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int[] widths() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return widths;
    }

    private String padded(String cell, int column, int width) {
        String blanks = " ".repeat(width - cell.length());
        return leftAligned.contains(column) ? cell + blanks : blanks + cell;
    }

    /* Names from a file must not steer the terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
