package io.tidemark.bitmap;

import static io.tidemark.bitmap.RoaringLayout.ARRAY_CARDINALITY_MAX;
import static io.tidemark.bitmap.RoaringLayout.BITMAP_WORDS;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes strictly ascending 32-bit values as one portable Roaring bitmap, each container in its smallest form; a few
 * nanoseconds a value, no allocation but the growth of its buffers. The form depends on the content only, so equal
 * sets get equal bytes. Reusable after {@link #finish()}. Not thread-safe.
 */
final class BucketWriter {
    /*
     * Which form of a container is smallest is known only at its end, so its values are kept until then.
     */

    /** From about here on a view of the buffer pays for itself. */
    private static final int BULK_PUT_FROM = 16;

    private char[] lows = new char[16];
    private int cardinality;
    private int key = -1;
    private long[] words = {};

    private int containers;
    private boolean hasRuns;
    private char[] keys = new char[8];
    private int[] cardinalities = new int[8];
    private int[] starts = new int[8];
    private boolean[] isRun = new boolean[8];
    private ByteBuffer body = littleEndian(256);

    /** Adds a value, which must be above every earlier one, unsigned. */
    void append(int value) {
        if (value >>> 16 != key) {
            closeContainer();
            key = value >>> 16;
        }
        if (cardinality == lows.length) {
            lows = Arrays.copyOf(lows, 2 * cardinality);
        }
        lows[cardinality++] = (char) value;
    }

    /**
     * Adds a whole container, above every earlier one.
     *
     * @param containerKey the high 16 bits of its values
     * @param containerLows the low 16 bits, strictly ascending
     * @param count how many they are, from 1
     */
    void appendContainer(char containerKey, char[] containerLows, int count) {
        closeContainer();
        writeContainer(containerKey, containerLows, count);
    }

    /** Adds all values from {@code first} to {@code last}, unsigned and inclusive, above every earlier one. */
    void appendRange(int first, int last) {
        long end = Integer.toUnsignedLong(last);
        long begin = Integer.toUnsignedLong(first);
        while (begin <= end) {
            long chunkEnd = Math.min(end, begin | 0xFFFF);
            appendChunkRange((int) begin, (int) chunkEnd);
            begin = chunkEnd + 1;
        }
    }

    /** Takes a container as it stands in a valid bitmap; its key must be above every earlier one. */
    void appendContainer(BucketReader source) {
        closeContainer();
        ensureBody(source.containerBytes());
        record(source.key(), source.cardinality(), source.isRun());
        body.put(source.container());
    }

    boolean isEmpty() {
        return containers == 0 && cardinality == 0;
    }

    /** The values since the last call, of which there must be some, as a bitmap that owns exactly its bytes. */
    ByteBuffer finish() {
        closeContainer();
        ByteBuffer target = littleEndian(RoaringLayout.headerBytes(containers, hasRuns) + body.position());
        writeCookie(target);
        for (int i = 0; i < containers; i++) {
            target.putChar(keys[i]).putChar((char) (cardinalities[i] - 1));
        }
        if (RoaringLayout.hasOffsets(containers, hasRuns)) {
            writeOffsets(target);
        }
        target.put(body.flip());
        reset();
        return target.flip();
    }

    private void appendChunkRange(int first, int lastValue) {
        if (lastValue - first < 0xFFFF) {
            for (int value = first; value != lastValue + 1; value++) {
                append(value);
            }
            return;
        }
        closeContainer();
        ensureBody(RoaringLayout.runBytes(1));
        record((char) (first >>> 16), RoaringLayout.CONTAINER_CARDINALITY_MAX, /* run= */ true);
        body.putChar((char) 1).putChar((char) 0).putChar((char) 0xFFFF);
    }

    /** Heap bytes of the buffers that are kept for the next bitmap. */
    long memoryBytes() {
        long headers = keys.length * (Character.BYTES + 2L * Integer.BYTES + 1);
        return headers + body.capacity() + lows.length * (long) Character.BYTES + words.length * (long) Long.BYTES;
    }

    private void closeContainer() {
        if (cardinality > 0) {
            writeContainer((char) key, lows, cardinality);
            cardinality = 0;
            key = -1;
        }
    }

    private void writeContainer(char containerKey, char[] values, int count) {
        int runs = countRuns(values, count);
        boolean asRuns = RoaringLayout.runIsSmallest(count, runs);
        ensureBody(asRuns ? RoaringLayout.runBytes(runs) : RoaringLayout.plainBytes(count));
        record(containerKey, count, asRuns);
        if (asRuns) {
            putRuns(values, count, runs);
        } else if (count <= ARRAY_CARDINALITY_MAX) {
            putArray(values, count);
        } else {
            putBitmap(values, count);
        }
    }

    private static int countRuns(char[] values, int count) {
        if (values[count - 1] - values[0] == count - 1) {
            return 1;
        }
        int runs = 1;
        for (int i = 1; i < count; i++) {
            runs += (values[i - 1] + 1 - values[i]) >>> 31; // 1 after a gap: the difference is negative
        }
        return runs;
    }

    private void putRuns(char[] values, int count, int runs) {
        body.putChar((char) runs);
        int first = 0;
        while (first < count) {
            int next = runs == 1 ? count : endOfRun(values, count, first);
            body.putChar(values[first]).putChar((char) (next - first - 1));
            first = next;
        }
    }

    private static int endOfRun(char[] values, int count, int first) {
        int next = first + 1;
        while (next < count && values[next] == values[next - 1] + 1) {
            next++;
        }
        return next;
    }

    private void putArray(char[] values, int count) {
        if (count < BULK_PUT_FROM) {
            for (int i = 0; i < count; i++) {
                body.putChar(values[i]);
            }
            return;
        }
        body.asCharBuffer().put(values, 0, count);
        body.position(body.position() + count * Character.BYTES);
    }

    private void putBitmap(char[] values, int count) {
        if (words.length == 0) {
            words = new long[BITMAP_WORDS];
        }
        for (int i = 0; i < count; i++) {
            words[values[i] >>> 6] |= 1L << values[i];
        }
        body.asLongBuffer().put(words);
        body.position(body.position() + RoaringLayout.BITMAP_BYTES);
        Arrays.fill(words, 0);
    }

    private void record(char containerKey, int containerCardinality, boolean run) {
        if (containers == keys.length) {
            growHeaders();
        }
        keys[containers] = containerKey;
        cardinalities[containers] = containerCardinality;
        starts[containers] = body.position();
        isRun[containers] = run;
        hasRuns |= run;
        containers++;
    }

    private void writeCookie(ByteBuffer target) {
        if (!hasRuns) {
            target.putInt(RoaringLayout.COOKIE_WITHOUT_RUNS).putInt(containers);
            return;
        }
        target.putInt(RoaringLayout.COOKIE_WITH_RUNS | (containers - 1) << 16);
        byte[] flags = new byte[RoaringLayout.runFlagBytes(containers)];
        for (int i = 0; i < containers; i++) {
            if (isRun[i]) {
                flags[i >>> 3] |= (byte) (1 << (i & 7));
            }
        }
        target.put(flags);
    }

    private void writeOffsets(ByteBuffer target) {
        int headerBytes = RoaringLayout.headerBytes(containers, hasRuns);
        for (int i = 0; i < containers; i++) {
            target.putInt(headerBytes + starts[i]);
        }
    }

    private void reset() {
        containers = 0;
        hasRuns = false;
        body.clear();
    }

    private void growHeaders() {
        int capacity = containers * 2;
        keys = Arrays.copyOf(keys, capacity);
        cardinalities = Arrays.copyOf(cardinalities, capacity);
        starts = Arrays.copyOf(starts, capacity);
        isRun = Arrays.copyOf(isRun, capacity);
    }

    private void ensureBody(int bytes) {
        if (body.remaining() < bytes) {
            ByteBuffer larger = littleEndian(Math.max(body.capacity() * 2, body.position() + bytes));
            body = larger.put(body.flip());
        }
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
