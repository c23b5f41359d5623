package io.tidemark.bitmap;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The slices of a {@link ComposedWindow}: cuts where the sizes of the windows' containers add up to a slice. */
final class SliceIterator implements Iterator<ChangeSet> {
    private final WindowComposer composer;
    private final List<ContainerCursor> cursors = new ArrayList<>();
    private final long blocksMax;

    SliceIterator(List<ChangeSet> windows, long blocksMax) {
        this.composer = new WindowComposer(windows);
        this.blocksMax = blocksMax;
        for (ChangeSet window : windows) {
            cursors.add(new ContainerCursor(window.touched()));
            cursors.add(new ContainerCursor(window.flushed()));
        }
    }

    @Override
    public boolean hasNext() {
        return nextPlace() < ContainerCursor.END;
    }

    @Override
    public ChangeSet next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no slice after the last one");
        }
        return composer.through(lastOfSlice());
    }

    private long lastOfSlice() {
        long last = nextPlace();
        long blocks = leave(last);
        for (long place = nextPlace(); place < ContainerCursor.END; place = nextPlace()) {
            blocks += blocksAt(place);
            if (blocks > blocksMax) {
                break;
            }
            leave(place);
            last = place;
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

    private long blocksAt(long place) {
        long blocks = 0;
        for (ContainerCursor cursor : cursors) {
            blocks += cursor.place() == place ? cursor.container().cardinality() : 0;
        }
        return blocks;
    }

    private long leave(long place) {
        long blocks = blocksAt(place);
        for (ContainerCursor cursor : cursors) {
            if (cursor.place() == place) {
                cursor.next();
            }
        }
        return blocks;
    }
}
