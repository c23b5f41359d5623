package io.tidemark.workloads;

import java.util.Deque;

/** Writes the tables of one thread, a request at a time. */
abstract class TableWriter {
    final SuperTable table;
    final long rowsPerTable;
    final long firstTimestamp;
    final ChoiceSource choices;
    private final RoundWriter.Tables tables;

    TableWriter(
            SuperTable table, long rowsPerTable, long firstTimestamp, RoundWriter.Tables tables, ChoiceSource choices) {
        this.table = table;
        this.rowsPerTable = rowsPerTable;
        this.firstTimestamp = firstTimestamp;
        this.tables = tables;
        this.choices = choices;
    }

    /** Adds the operations of the next request; false, and none, at the end. */
    abstract boolean writeRequest(Deque<Operation> operations);

    final boolean isWritten(long child) {
        return tables.selector().contains(tables.firstId() + child);
    }

    final void insert(Deque<Operation> operations, long child, long[] timestamps, boolean isFirst) {
        long id = tables.firstId() + child;
        if (isFirst && tables.createFirst()) {
            operations.add(new Operation.CreateTable(id, tables.superTable(), table.prefix() + child));
        }
        if (timestamps.length > 0) {
            operations.add(new Operation.Insert(id, timestamps, table.rowBytes(), choices.nextLong()));
        }
    }

    final void delete(Deque<Operation> operations, long child, long fromTimestamp, long toTimestamp) {
        operations.add(new Operation.Delete(tables.firstId() + child, fromTimestamp, toTimestamp));
    }

    final void endRequest(Deque<Operation> operations) {
        if (table.flushEachRequest()) {
            operations.add(new Operation.FlushDatabase());
        }
    }

    final long timestamp(long row) {
        return firstTimestamp + row * table.step();
    }
}
