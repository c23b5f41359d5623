package io.tidemark.simulator.vnode;

import java.util.Iterator;

/** Rows of a memtable, as slices in the order of tables. */
final class SliceSource extends RowSource {
    private final Iterator<RowSlice> slices;

    SliceSource(Iterable<RowSlice> slices) {
        this.slices = slices.iterator();
    }

    @Override
    boolean load() {
        if (!slices.hasNext()) {
            return false;
        }
        RowSlice slice = slices.next();
        run(slice.table(), slice.rows(), slice.from(), slice.to());
        return true;
    }
}
