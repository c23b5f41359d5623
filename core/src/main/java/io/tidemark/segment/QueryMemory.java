package io.tidemark.segment;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.bitmap.ComposedWindow;
import java.util.List;

/**
 * What the answering of one question holds on the heap: decoded chunks, indexes, sets half composed. Counted from the moment that it is
 * taken until the answer is the caller's. For one thread.
 */
public final class QueryMemory implements AutoCloseable {
    private final SegmentStore store;
    private long sets;
    private long cursors;

    QueryMemory(SegmentStore store) {
        this.store = store;
    }

    /** Holds so much in sets from now on, in place of what it held in sets before. */
    public void holdSets(long bytes) {
        store.own(bytes - sets);
        sets = bytes;
    }

    /** Holds so much in cursors from now on, in place of what it held in cursors before. */
    public void holdCursors(long bytes) {
        store.own(bytes - cursors);
        cursors = bytes;
    }

    /** The change set of windows that follow one another, counted with theirs. */
    public ChangeSet compose(List<ChangeSet> windows) {
        long bytes = windows.stream().mapToLong(ChangeSet::memoryBytes).sum();
        holdSets(bytes);
        ChangeSet all = new ComposedWindow(windows).toChangeSet();
        holdSets(bytes + all.memoryBytes());
        return all;
    }

    @Override
    public void close() {
        holdSets(0);
        holdCursors(0);
    }
}
