package io.tidemark.bitmap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One part of the composition of windows, a container at a time, ascending. Takes time linear in the compressed parts of the
 * windows, and the memory of one container and of a cursor for each part read. Not thread-safe.
 */
final class PartComposition {
    /*
     * A part of many windows is made by going through them once, adding what each brings and removing what it takes back:
     *
     *   touched, flushed    first window to last:  add the part
     *   last deleted        first window to last:  remove the touched, add the part
     *   unflushed           first window to last:  remove the touched and the flushed, add the part
     *   first created       last window to first:  remove the touched, add the part
     *
     * These are the formulas of ChangeSet, unrolled. Blocks of different containers do not meet, so each container is
     * composed on its own; one that a single step has is copied as it stands.
     */
    private record Step(ContainerCursor cursor, boolean isRemoval) {}

    private final List<Step> steps = new ArrayList<>();
    private final ContainerWords words;

    /**
     * A composition at its begin.
     *
     * @param windows in their order
     * @param scratch to compute in; several compositions that are used in turn may share it
     */
    PartComposition(List<ChangeSet> windows, WindowPart part, ContainerWords scratch) {
        words = scratch;
        for (ChangeSet window : inOrder(windows, part)) {
            BlockSet gain = part.of(window);
            if (part != WindowPart.TOUCHED && part != WindowPart.FLUSHED) {
                remove(window.touched(), gain);
            }
            if (part == WindowPart.UNFLUSHED) {
                remove(window.flushed(), gain);
            }
            if (!gain.isEmpty()) {
                steps.add(new Step(new ContainerCursor(gain), false));
            }
        }
    }

    private static List<ChangeSet> inOrder(List<ChangeSet> windows, WindowPart part) {
        if (part != WindowPart.FIRST_CREATED) {
            return windows;
        }
        List<ChangeSet> lastFirst = new ArrayList<>(windows);
        Collections.reverse(lastFirst);
        return lastFirst;
    }

    /* Removing what is added next would change nothing, nor does removing from nothing. */
    @SuppressWarnings("ReferenceEquality") // Equal parts are mostly one object; missing some costs time only.
    private void remove(BlockSet loss, BlockSet gain) {
        if (!steps.isEmpty() && loss != gain && !loss.isEmpty()) {
            steps.add(new Step(new ContainerCursor(loss), true));
        }
    }

    /** A place that no container still to come stands before, or {@link ContainerCursor#END} if there is none to come. */
    long nextPlace() {
        long next = ContainerCursor.END;
        for (Step step : steps) {
            if (!step.isRemoval) {
                next = Math.min(next, step.cursor.place());
            }
        }
        return next;
    }

    /** Leaves out what stands before a place. */
    void seek(long place) {
        for (Step step : steps) {
            step.cursor.seek(place);
        }
    }

    /**
     * Appends the next container that has blocks and stands at {@code last} or before; false if there is none. The caller
     * sees to it that all those that go to one target are of one bucket.
     */
    boolean appendNext(long last, ContainerSink target) {
        for (long place = nextPlace(); place <= last && place < ContainerCursor.END; place = nextPlace()) {
            boolean isAppended = append(place, target);
            leave(place);
            if (isAppended) {
                return true;
            }
        }
        return false;
    }

    /** Appends all containers that have blocks and stand at {@code last} or before. */
    void appendThrough(long last, ContainerSink target) {
        boolean isAppended = true;
        while (isAppended) {
            isAppended = appendNext(last, target);
        }
    }

    private boolean append(long place, ContainerSink target) {
        int found = 0;
        Step only = null;
        for (Step step : steps) {
            if (step.isRemoval) {
                step.cursor.seek(place);
            }
            if (step.cursor.place() == place && (found > 0 || !step.isRemoval)) {
                found++;
                only = step;
            }
        }
        if (found == 1 && only != null && only.cursor.container().isCanonical()) {
            target.appendContainer(only.cursor.container());
            return true;
        }
        return compose(place, target);
    }

    private boolean compose(long place, ContainerSink target) {
        words.clear();
        for (Step step : steps) {
            if (step.cursor.place() != place) {
                continue;
            }
            if (step.isRemoval) {
                words.remove(step.cursor.container());
            } else {
                words.add(step.cursor.container());
            }
        }
        return target.appendContainer((char) place, words);
    }

    private void leave(long place) {
        for (Step step : steps) {
            if (step.cursor.place() == place) {
                step.cursor.next();
            }
        }
    }
}
