package io.tidemark.simulator.vnode;

import java.io.IOException;

/**
 * Forms data blocks from the rows of one table: rows gather up to maxRows. At the table's end, a full block still pending
 * and the last rows are split evenly in two if each half has minRows; else the pending one is a block, and the last rows
 * are a block if they are at least minRows and a remainder if not.
 */
final class BlockFormer {
    /** Where formed blocks go, by time. */
    interface Target {
        void block(RowColumns rows) throws IOException;

        /** Fewer rows than a block has. */
        void remainder(RowColumns rows) throws IOException;
    }

    private final int minRows;
    private final int maxRows;
    private final Target target;
    private RowColumns previous = new RowColumns(16);
    private RowColumns current = new RowColumns(16);

    BlockFormer(int minRows, int maxRows, Target target) {
        this.minRows = minRows;
        this.maxRows = maxRows;
        this.target = target;
    }

    void add(long timestamp, long version, long seed, int length) throws IOException {
        if (current.count() == maxRows) {
            if (previous.count() > 0) {
                target.block(previous);
            }
            RowColumns free = previous;
            previous = current;
            current = free;
            current.clear();
        }
        current.add(timestamp, version, seed, length);
    }

    void endTable() throws IOException {
        int half = (previous.count() + current.count()) / 2;
        if (previous.count() > 0 && half >= minRows) {
            splitEvenly(half);
        } else {
            endApart();
        }
        previous.clear();
        current.clear();
    }

    private void splitEvenly(int half) throws IOException {
        RowColumns first = new RowColumns(half);
        RowColumns second = new RowColumns(half + 1);
        for (int i = 0; i < previous.count(); i++) {
            (i < half ? first : second).addFrom(previous, i);
        }
        for (int i = 0; i < current.count(); i++) {
            second.addFrom(current, i);
        }
        target.block(first);
        target.block(second);
    }

    private void endApart() throws IOException {
        if (previous.count() > 0) {
            target.block(previous);
        }
        if (current.count() >= minRows) {
            target.block(current);
        } else if (current.count() > 0) {
            target.remainder(current);
        }
    }
}
