package io.tidemark.bitmap;

import static io.tidemark.bitmap.RoaringLayout.ARRAY_CARDINALITY_MAX;
import static io.tidemark.bitmap.RoaringLayout.BITMAP_WORDS;
import static io.tidemark.bitmap.RoaringLayout.USEFUL_RUNS_MAX;

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
     * The open container is kept three ways at once, because which one is smallest is known only at its end:
     * as values while they are few, as words from then on, and as runs while those could still win.
     */
    /** From about here on a view of the buffer pays for itself. */
    private static final int BULK_PUT_FROM = 16;

    private char[] values = new char[16];
    private long[] words = {};
    private char[] runBorders = new char[16];
    private int key = -1;
    private int cardinality;
    private int runs;
    private int last;

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
            open(value >>> 16);
        }
        int low = value & 0xFFFF;
        if (low != last + 1) {
            beginRun(low);
        }
        last = low;
        if (cardinality < values.length) {
            values[cardinality] = (char) low;
        } else {
            appendBeyondValues(low);
        }
        cardinality++;
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

    private void open(int nextKey) {
        closeContainer();
        key = nextKey;
        last = -2;
    }

    private void beginRun(int low) {
        if (runs < USEFUL_RUNS_MAX) {
            endRun();
            if (2 * runs == runBorders.length) {
                runBorders = Arrays.copyOf(runBorders, 4 * runs);
            }
            runBorders[2 * runs] = (char) low;
        }
        runs++;
    }

    private void endRun() {
        if (runs > 0) {
            runBorders[2 * runs - 1] = (char) (last - runBorders[2 * runs - 2]);
        }
    }

    private void appendBeyondValues(int low) {
        if (cardinality < ARRAY_CARDINALITY_MAX) {
            values = Arrays.copyOf(values, 2 * cardinality);
            values[cardinality] = (char) low;
            return;
        }
        if (cardinality == ARRAY_CARDINALITY_MAX) {
            moveValuesToWords();
        }
        words[low >>> 6] |= 1L << low;
    }

    private void moveValuesToWords() {
        if (words.length == 0) {
            words = new long[BITMAP_WORDS];
        }
        for (int i = 0; i < cardinality; i++) {
            words[values[i] >>> 6] |= 1L << values[i];
        }
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

    private void closeContainer() {
        if (cardinality == 0) {
            return;
        }
        boolean run = RoaringLayout.runIsSmallest(cardinality, runs);
        ensureBody(run ? RoaringLayout.runBytes(runs) : RoaringLayout.plainBytes(cardinality));
        record((char) key, cardinality, run);
        if (run) {
            endRun();
            body.putChar((char) runs);
            putChars(runBorders, 2 * runs);
        } else if (cardinality <= ARRAY_CARDINALITY_MAX) {
            putChars(values, cardinality);
        } else {
            body.asLongBuffer().put(words);
            body.position(body.position() + RoaringLayout.BITMAP_BYTES);
        }
        if (cardinality > ARRAY_CARDINALITY_MAX) {
            Arrays.fill(words, 0);
        }
        cardinality = 0;
        runs = 0;
        key = -1;
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

    private void putChars(char[] source, int count) {
        if (count < BULK_PUT_FROM) {
            for (int i = 0; i < count; i++) {
                body.putChar(source[i]);
            }
            return;
        }
        body.asCharBuffer().put(source, 0, count);
        body.position(body.position() + count * Character.BYTES);
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
