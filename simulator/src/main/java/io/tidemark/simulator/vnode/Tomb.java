package io.tidemark.simulator.vnode;

/**
 * A delete: hides the table's rows of earlier versions in a range.
 *
 * @param table whose rows
 * @param version the delete's own WAL version
 * @param from first timestamp hidden
 * @param to last timestamp hidden
 */
record Tomb(TableKey table, long version, long from, long to) {
    static final int BYTES = 40;

    boolean touches(long first, long last) {
        return from <= last && to >= first;
    }

    Tomb clip(long first, long last) {
        return new Tomb(table, version, Math.max(from, first), Math.min(to, last));
    }
}
