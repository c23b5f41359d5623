package io.tidemark.simulator.vnode;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Rows in the order of tsdb files: table, timestamp, version. Has a present row after {@link #next} said so. */
abstract class RowSource {
    private @Nullable TableKey table;
    private RowColumns rows = new RowColumns(0);
    private int index;
    private int end;

    /** Goes to the next row; false at the end. */
    boolean next() throws IOException {
        index++;
        while (index >= end) {
            if (!load()) {
                return false;
            }
        }
        return true;
    }

    /** Loads the next run of rows of one table by {@link #run}; false when there are no more. */
    abstract boolean load() throws IOException;

    /** The rows from {@code from} to before {@code to} come next. */
    final void run(TableKey newTable, RowColumns newRows, int from, int to) {
        table = newTable;
        rows = newRows;
        index = from;
        end = to;
    }

    TableKey table() {
        TableKey present = table;
        if (present == null) {
            throw new IllegalStateException("a source has a table only after next()");
        }
        return present;
    }

    long timestamp() {
        return rows.timestamp(index);
    }

    long version() {
        return rows.version(index);
    }

    long seed() {
        return rows.seed(index);
    }

    int length() {
        return rows.length(index);
    }
}
