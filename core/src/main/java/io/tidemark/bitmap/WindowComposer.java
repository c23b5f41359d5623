package io.tidemark.bitmap;

import java.util.List;

/** Composes windows from low blocks to high ones, a slice of any length at a time. Not thread-safe. */
final class WindowComposer {
    private final List<ChangeSet> windows;
    private final BlockSetWriter writer = new BlockSetWriter();
    private final PartComposition touched;
    private final PartComposition firstCreated;
    private final PartComposition lastDeleted;
    private final PartComposition unflushed;
    private final PartComposition flushed;

    /** Stands before the first block. The windows are given in their order. */
    WindowComposer(List<ChangeSet> windows) {
        this.windows = windows;
        ContainerWords scratch = new ContainerWords();
        touched = new PartComposition(windows, WindowPart.TOUCHED, scratch);
        firstCreated = new PartComposition(windows, WindowPart.FIRST_CREATED, scratch);
        lastDeleted = new PartComposition(windows, WindowPart.LAST_DELETED, scratch);
        unflushed = new PartComposition(windows, WindowPart.UNFLUSHED, scratch);
        flushed = new PartComposition(windows, WindowPart.FLUSHED, scratch);
    }

    /** Leaves out what stands before a place. */
    void seek(long place) {
        for (PartComposition part : List.of(touched, firstCreated, lastDeleted, unflushed, flushed)) {
            part.seek(place);
        }
    }

    /** The composition of what was not in an earlier slice and stands at this place or before. */
    ChangeSet through(long last) {
        BlockSet all = take(touched, last);
        return new ChangeSet(
                all,
                isTouched(WindowPart.FIRST_CREATED) ? all : take(firstCreated, last),
                isTouched(WindowPart.LAST_DELETED) ? all : take(lastDeleted, last),
                isTouched(WindowPart.UNFLUSHED) ? all : take(unflushed, last),
                take(flushed, last));
    }

    private BlockSet take(PartComposition composition, long last) {
        long place = composition.nextPlace();
        while (place <= last && place < ContainerCursor.END) {
            BucketWriter bucket = writer.bucket((int) (place >>> 16));
            composition.appendThrough(Math.min(last, ContainerCursor.lastOfBucket(place)), bucket);
            place = composition.nextPlace();
        }
        return writer.finish();
    }

    /*
     * Whether the part is all that was touched, because it is in every window: then so it is in the composition, unless a
     * flush takes blocks away.
     */
    private boolean isTouched(WindowPart part) {
        for (ChangeSet window : windows) {
            boolean isFlushed =
                    part == WindowPart.UNFLUSHED && !window.flushed().isEmpty();
            if (isFlushed || !isSame(part.of(window), window.touched())) {
                return false;
            }
        }
        return true;
    }

    @SuppressWarnings("ReferenceEquality") // A change set keeps equal parts once, so that this is the whole question.
    private static boolean isSame(BlockSet part, BlockSet touched) {
        return part == touched;
    }
}
