package io.tidemark.segment;

import io.tidemark.spi.Storage;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The segments that own heap: the image of those that are not spilled, and the parsed sets of those that were asked. Ordered by last use;
 * a use, an addition and an eviction are O(1). Knows too which have a file. Safe for use by any thread.
 */
final class ResidentSegments {
    /* Doubly linked through the segments themselves. One lock, this object's; the account's is taken inside, no file is reached. */
    private final MemoryAccount account;

    private @Nullable SealedSegment oldest;
    private @Nullable SealedSegment newest;
    private long spills;

    ResidentSegments(MemoryAccount account) {
        this.account = account;
    }

    /** Takes a new segment in with its image. */
    synchronized void add(SealedSegment segment, ByteBuffer image) {
        segment.image = image;
        own(segment, image.capacity());
    }

    /** Takes down that a view of a segment now owns so much more; of a view that the segment no longer has, nothing. */
    synchronized void grow(SealedSegment segment, SegmentView view, long bytes) {
        if (isSame(segment.view(), view)) {
            own(segment, bytes);
        }
    }

    @SuppressWarnings("ReferenceEquality") // that very one
    private static boolean isSame(@Nullable SegmentView view, SegmentView other) {
        return view == other;
    }

    private void own(SealedSegment segment, long bytes) {
        account.allocate(bytes);
        if (segment.heapBytes == 0) {
            appendNewest(segment);
        }
        segment.heapBytes += bytes;
    }

    /** Marks a use, so that others are spilled before this one. */
    synchronized void touch(SealedSegment segment) {
        if (segment.heapBytes > 0 && newest != segment) {
            unlink(segment);
            appendNewest(segment);
        }
    }

    /** The view of a segment on what it is read from now: its image or its file. */
    synchronized SegmentView openView(SealedSegment segment, Storage storage) {
        SegmentView known = segment.view();
        if (known != null) {
            return known;
        }
        ByteBuffer image = segment.image;
        SegmentBytes bytes = image == null ? SegmentBytes.of(storage, segment.fileName()) : SegmentBytes.of(image);
        SegmentView opened = new SegmentView(segment, segment.header(), bytes);
        segment.view(opened);
        return opened;
    }

    /** The image of a segment that has no file; {@code null} if it has one, or neither. */
    synchronized @Nullable ByteBuffer unwrittenImage(SealedSegment segment) {
        return segment.hasFile ? null : segment.image;
    }

    synchronized boolean hasFile(SealedSegment segment) {
        return segment.hasFile;
    }

    synchronized void gotFile(SealedSegment segment) {
        segment.hasFile = true;
    }

    /** Takes down that a segment's file is no good, if there is an image to write it from anew; answers whether there is. */
    synchronized boolean giveFileUp(SealedSegment segment) {
        segment.hasFile &= segment.image == null;
        return !segment.hasFile;
    }

    /** Drops what a segment owns, and its file from the record; answers whether it had one. */
    synchronized boolean forget(SealedSegment segment) {
        boolean hadFile = segment.hasFile;
        drop(segment);
        segment.hasFile = false;
        return hadFile;
    }

    /** Drops what segments own, from the least recently used on, until the account is at or below {@code target} or one has no file. */
    synchronized long evict(long target) {
        long before = account.current();
        SealedSegment victim = oldest;
        while (account.current() > target && victim != null && (victim.hasFile || victim.image == null)) {
            spills += victim.image == null ? 0 : 1;
            drop(victim);
            victim = oldest;
        }
        return before - account.current();
    }

    /** The one to evict next; {@code null} if none owns anything. */
    synchronized @Nullable SealedSegment oldest() {
        return oldest;
    }

    /** The first of these segments that is in memory only; {@code null} if there is none. */
    synchronized @Nullable SealedSegment firstUnwritten(List<SealedSegment> segments) {
        for (SealedSegment segment : segments) {
            if (!segment.hasFile && segment.image != null) {
                return segment;
            }
        }
        return null;
    }

    /** Bytes of images that have no file. */
    synchronized long unwrittenBytes() {
        long bytes = 0;
        for (SealedSegment segment = oldest; segment != null; segment = segment.newer) {
            bytes += segment.hasFile || segment.image == null ? 0 : segment.length();
        }
        return bytes;
    }

    /** How many images were dropped to make room. */
    synchronized long spills() {
        return spills;
    }

    private void drop(SealedSegment segment) {
        if (segment.heapBytes > 0) {
            unlink(segment);
            account.free(segment.heapBytes);
            segment.heapBytes = 0;
            segment.image = null;
        }
        segment.view(null);
    }

    private void appendNewest(SealedSegment segment) {
        segment.older = newest;
        segment.newer = null;
        if (newest == null) {
            oldest = segment;
        } else {
            newest.newer = segment;
        }
        newest = segment;
    }

    private void unlink(SealedSegment segment) {
        if (segment.older == null) {
            oldest = segment.newer;
        } else {
            segment.older.newer = segment.newer;
        }
        if (segment.newer == null) {
            newest = segment.older;
        } else {
            segment.newer.older = segment.older;
        }
        segment.older = null;
        segment.newer = null;
    }
}
