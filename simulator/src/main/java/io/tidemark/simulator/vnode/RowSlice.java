package io.tidemark.simulator.vnode;

/**
 * Part of a table's sorted rows.
 *
 * @param table the table
 * @param rows all its rows
 * @param from the first index
 * @param to the index after the last
 */
record RowSlice(TableKey table, RowColumns rows, int from, int to) {}
