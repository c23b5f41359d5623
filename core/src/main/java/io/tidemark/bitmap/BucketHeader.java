package io.tidemark.bitmap;

import java.nio.ByteBuffer;

/** What the header of one portable Roaring bitmap says, read in place. Each answer is O(1). */
final class BucketHeader {
    private final ByteBuffer bytes;
    private final int begin;
    private final boolean hasRuns;
    private final int containers;

    /**
     * Looks at no more than the first 8 bytes.
     *
     * @param bytes little-endian
     * @param begin where the bitmap begins in them
     */
    BucketHeader(ByteBuffer bytes, int begin) {
        this.bytes = bytes;
        this.begin = begin;
        int cookie = bytes.getInt(begin);
        this.hasRuns = (cookie & 0xFFFF) == RoaringLayout.COOKIE_WITH_RUNS;
        this.containers = hasRuns ? (cookie >>> 16) + 1 : bytes.getInt(begin + 4);
    }

    int containers() {
        return containers;
    }

    boolean hasRuns() {
        return hasRuns;
    }

    boolean hasOffsets() {
        return RoaringLayout.hasOffsets(containers, hasRuns);
    }

    /** Bytes before the first container. */
    int headerBytes() {
        return RoaringLayout.headerBytes(containers, hasRuns);
    }

    char key(int index) {
        return bytes.getChar(keyPosition(index));
    }

    int cardinality(int index) {
        return bytes.getChar(keyPosition(index) + 2) + 1;
    }

    boolean isRun(int index) {
        return hasRuns && (bytes.get(begin + 4 + (index >>> 3)) >>> (index & 7) & 1) != 0;
    }

    /** Where a container begins, from the begin of the bitmap; there must be {@linkplain #hasOffsets offsets}. */
    int offset(int index) {
        return bytes.getInt(offsetPosition(index));
    }

    int keyPosition(int index) {
        return begin + RoaringLayout.cookieBytes(containers, hasRuns) + 4 * index;
    }

    int offsetPosition(int index) {
        return keyPosition(containers + index);
    }

    /** The first container with this key or a larger one; the number of containers if there is none. */
    int ceiling(int key) {
        int low = 0;
        int high = containers;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (key(middle) < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
