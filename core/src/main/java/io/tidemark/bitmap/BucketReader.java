package io.tidemark.bitmap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Walks the containers of one portable Roaring bitmap in its bytes, which have passed {@link BucketValidator} or were written
 * by this package or the library. Memory is constant. Not thread-safe.
 */
final class BucketReader {
    private final ByteBuffer bytes;
    private final int begin;
    private final BucketHeader header;

    private int index = -1;
    private int position;
    private int containerBytes;

    /** Stands before the first container of the bitmap at the buffer's position, which stays. */
    BucketReader(ByteBuffer source) {
        this.bytes = source.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        this.begin = source.position();
        this.header = new BucketHeader(bytes, begin);
        this.position = begin + header.headerBytes();
    }

    /** Steps to the next container; false after the last. */
    boolean next() {
        position += containerBytes;
        index++;
        if (index >= header.containers()) {
            return false;
        }
        containerBytes = isRun() ? RoaringLayout.runBytes(runs()) : RoaringLayout.plainBytes(cardinality());
        return true;
    }

    /** Goes before the first container with this key or a larger one, forward only. */
    BucketReader seek(int key) {
        int target = header.ceiling(key);
        if (header.hasOffsets() && target < header.containers()) {
            index = target - 1;
            position = begin + header.offset(target);
            containerBytes = 0;
        }
        while (index + 1 < target) {
            next();
        }
        return this;
    }

    char key() {
        return header.key(index);
    }

    int cardinality() {
        return header.cardinality(index);
    }

    boolean isRun() {
        return header.isRun(index);
    }

    int containerBytes() {
        return containerBytes;
    }

    /** The bytes of the container. */
    ByteBuffer container() {
        return bytes.slice(position, containerBytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether the container stands in the one form that {@link BucketWriter} would choose. */
    boolean isCanonical() {
        return !isRun() || RoaringLayout.runIsSmallest(cardinality(), runs());
    }

    /**
     * Reads the container as words of a bitmap, leaving out those that are zero.
     *
     * @param indexes takes the index of each word, ascending; with room for one more than a bitmap container has
     * @param words takes the words; with as much room
     * @return how many they are
     */
    int readWords(int[] indexes, long[] words) {
        if (isRun()) {
            return readRuns(indexes, words);
        }
        return cardinality() <= RoaringLayout.ARRAY_CARDINALITY_MAX
                ? readArray(indexes, words)
                : readBitmap(indexes, words);
    }

    /* Without a branch that depends on a value: which of them share a word is anyone's guess. */
    private int readArray(int[] indexes, long[] words) {
        int last = -1;
        int index64 = -1;
        long word = 0;
        for (int at = position; at < position + containerBytes; at += Character.BYTES) {
            int value = bytes.getChar(at);
            boolean isNew = value >>> 6 != index64;
            index64 = value >>> 6;
            word = (isNew ? 0 : word) | 1L << value;
            last += isNew ? 1 : 0;
            indexes[last] = index64;
            words[last] = word;
        }
        return last + 1;
    }

    private int readBitmap(int[] indexes, long[] words) {
        int count = 0;
        for (int i = 0; i < RoaringLayout.BITMAP_WORDS; i++) {
            long word = bytes.getLong(position + i * Long.BYTES);
            indexes[count] = i;
            words[count] = word;
            count += word != 0 ? 1 : 0;
        }
        return count;
    }

    private int readRuns(int[] indexes, long[] words) {
        int last = -1;
        for (int i = 0; i < runs(); i++) {
            int first = bytes.getChar(position + 2 + 4 * i);
            int end = first + bytes.getChar(position + 4 + 4 * i);
            for (int w = first >>> 6; w <= end >>> 6; w++) {
                if (last < 0 || indexes[last] != w) {
                    indexes[++last] = w;
                    words[last] = 0;
                }
                words[last] |= ContainerWords.rangeWord(w, first, end);
            }
        }
        return last + 1;
    }

    private int runs() {
        return bytes.getChar(position);
    }
}
