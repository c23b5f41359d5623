package io.tidemark.bitmap;

import org.jspecify.annotations.Nullable;

/** Walks the containers of a set, over all its buckets, ascending. Memory is constant. Not thread-safe. */
final class ContainerCursor {
    /** Above the place of any container. */
    static final long END = 1L << 48;

    private final BlockSet set;
    private int bucket;
    private @Nullable BucketReader reader;
    private long place = -1;

    /** The last place in the bucket of this one. */
    static long lastOfBucket(long place) {
        return place | 0xFFFF;
    }

    /** Stands at the first container, or at the end. */
    ContainerCursor(BlockSet set) {
        this.set = set;
        enterBucket();
    }

    /** The high 48 bits of the container's blocks, or {@link #END}. */
    long place() {
        return place;
    }

    /** The container. Not to be moved; there must be one. */
    BucketReader container() {
        if (reader == null) {
            throw new IllegalStateException("a cursor at its end has no container");
        }
        return reader;
    }

    /** Steps to the next container, or to the end. */
    void next() {
        if (container().next()) {
            place = placeOf(set.high(bucket), container().key());
        } else {
            bucket++;
            enterBucket();
        }
    }

    /** Steps to the first container at the place or beyond, or to the end. */
    void seek(long target) {
        if (place >= target) {
            return;
        }
        if (place >>> 16 == target >>> 16) {
            next(); // mostly that is the one
        } else if (target >= END) {
            bucket = set.bucketCount();
            enterBucket();
        } else {
            bucket = BlockSetAlgebra.ceiling(set, (int) (target >>> 16));
            enterBucket();
        }
        if (place < target) {
            container().seek((char) target);
            next();
        }
    }

    private void enterBucket() {
        if (bucket == set.bucketCount()) {
            reader = null;
            place = END;
            return;
        }
        BucketReader entered = set.bucket(bucket).containers();
        entered.next();
        reader = entered;
        place = placeOf(set.high(bucket), entered.key());
    }

    private static long placeOf(int high, char key) {
        return Integer.toUnsignedLong(high) << 16 | key;
    }
}
