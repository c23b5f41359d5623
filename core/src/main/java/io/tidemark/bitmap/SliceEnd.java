package io.tidemark.bitmap;

import java.util.ArrayList;
import java.util.List;

/** Finds where a slice of a {@link ComposedWindow} ends: where the sizes of the windows' containers add up to one. */
final class SliceEnd {
    private final List<ContainerCursor> cursors = new ArrayList<>();

    /** A slice that begins at a place. */
    SliceEnd(List<ChangeSet> windows, long first) {
        for (ChangeSet window : windows) {
            cursors.add(new ContainerCursor(window.touched()));
            cursors.add(new ContainerCursor(window.flushed()));
        }
        cursors.forEach(cursor -> cursor.seek(first));
    }

    /** The place of the last container of a slice of so many blocks, one container at least. */
    long of(long blocksMax) {
        long last = nextPlace();
        long blocks = leave(last);
        for (long place = nextPlace(); place < ContainerCursor.END && blocks < blocksMax; place = nextPlace()) {
            blocks += leave(place);
            if (blocks <= blocksMax) {
                last = place;
            }
        }
        return last;
    }

    private long nextPlace() {
        long next = ContainerCursor.END;
        for (ContainerCursor cursor : cursors) {
            next = Math.min(next, cursor.place());
        }
        return next;
    }

    private long leave(long place) {
        long blocks = 0;
        for (ContainerCursor cursor : cursors) {
            if (cursor.place() == place && place < ContainerCursor.END) {
                blocks += cursor.container().cardinality();
                cursor.next();
            }
        }
        return blocks;
    }
}
