package io.tidemark.bitmap;

import static io.tidemark.bitmap.RoaringLayout.ARRAY_CARDINALITY_MAX;
import static io.tidemark.bitmap.RoaringLayout.BITMAP_WORDS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes strictly ascending 32-bit values as one portable Roaring bitmap, each container in its smallest form; a few
 * nanoseconds a value, no allocation but the growth of its buffers. The form depends on the content only, so equal
 * sets get equal bytes. Reusable after {@link #finish()}. Not thread-safe.
 */
final class BucketWriter implements ContainerSink {
    /*
     * Which form of a container is smallest is known only at its end. So single values are kept until then.
     */

    /** From about here on a view of the buffer pays for itself. */
    private static final int BULK_PUT_FROM = 16;

    private char[] lows = new char[16];
    private int lowCount;
    private int key = -1;
    private long[] words = {};

    private final ContainerTable table = new ContainerTable();
    private ByteBuffer body = littleEndian(256);

    /** Adds a value, which must be above every earlier one, unsigned. */
    void append(int value) {
        if (value >>> 16 != key) {
            closeContainer();
            key = value >>> 16;
        }
        ensureLows(lowCount + 1);
        lows[lowCount++] = (char) value;
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

    private void appendChunkRange(int first, int last) {
        if (last - first < 0xFFFF) {
            for (int value = first; value != last + 1; value++) {
                append(value);
            }
            return;
        }
        closeContainer();
        beginContainer((char) (first >>> 16), RoaringLayout.CONTAINER_CARDINALITY_MAX, /* runs= */ 1);
        body.putChar((char) 1).putChar((char) 0).putChar((char) 0xFFFF);
    }

    @Override
    public void appendContainer(BucketReader source) {
        closeContainer();
        ensureBody(source.containerBytes());
        table.add(source.key(), source.cardinality(), body.position(), source.isRun());
        body.put(source.container());
    }

    /**
     * Adds a whole container, above every earlier one.
     *
     * @param containerKey the high 16 bits of its values
     * @param values the low 16 bits, strictly ascending
     * @param count how many they are, from 1
     */
    void appendContainer(char containerKey, char[] values, int count) {
        closeContainer();
        writeContainer(containerKey, values, count);
    }

    @Override
    public boolean appendContainer(char containerKey, ContainerWords values) {
        values.measure();
        int count = values.cardinality();
        if (count == 0) {
            return false;
        }
        closeContainer();
        int runs = values.runs();
        if (beginContainer(containerKey, count, runs)) {
            putRuns(values, runs);
        } else if (count <= ARRAY_CARDINALITY_MAX) {
            ensureLows(count + ContainerWords.SLACK);
            values.copyValues(lows);
            putArray(lows, count);
        } else {
            putBitmap(values.words());
        }
        return true;
    }

    boolean isEmpty() {
        return table.isEmpty() && lowCount == 0;
    }

    /** The values since the last call, of which there must be some, as a bitmap that owns exactly its bytes. */
    ByteBuffer finish() {
        closeContainer();
        ByteBuffer target = littleEndian(table.headerBytes() + body.position());
        table.writeHeader(target);
        target.put(body.flip());
        reset();
        return target.flip();
    }

    /** Takes the containers since the last call without a header, which {@link BucketHeaderWriter} makes. */
    void finishBody(ByteSink sink) throws IOException {
        closeContainer();
        sink.write(body.flip());
        reset();
    }

    /** The containers so far in bytes, values that are kept for their container left out. */
    int bodyBytes() {
        return body.position();
    }

    private void reset() {
        table.clear();
        body.clear();
    }

    /** Heap bytes of the buffers that are kept for the next bitmap. */
    long memoryBytes() {
        return table.memoryBytes()
                + body.capacity()
                + lows.length * (long) Character.BYTES
                + words.length * (long) Long.BYTES;
    }

    private void closeContainer() {
        if (lowCount > 0) {
            writeContainer((char) key, lows, lowCount);
            lowCount = 0;
            key = -1;
        }
    }

    private void writeContainer(char containerKey, char[] values, int count) {
        int runs = countRuns(values, count);
        if (beginContainer(containerKey, count, runs)) {
            putRuns(values, count, runs);
        } else if (count <= ARRAY_CARDINALITY_MAX) {
            putArray(values, count);
        } else {
            putBitmap(values, count);
        }
    }

    /* Chooses the form, makes room and records the container; whether it becomes runs. */
    private boolean beginContainer(char containerKey, int count, int runs) {
        boolean asRuns = RoaringLayout.runIsSmallest(count, runs);
        ensureBody(asRuns ? RoaringLayout.runBytes(runs) : RoaringLayout.plainBytes(count));
        table.add(containerKey, count, body.position(), asRuns);
        return asRuns;
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

    private void putRuns(ContainerWords values, int runs) {
        char[] firsts = new char[runs + ContainerWords.SLACK];
        char[] lasts = new char[runs + ContainerWords.SLACK];
        values.copyRuns(firsts, lasts);
        body.putChar((char) runs);
        for (int i = 0; i < runs; i++) {
            body.putChar(firsts[i]).putChar((char) (lasts[i] - firsts[i]));
        }
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
        putBitmap(words);
        Arrays.fill(words, 0);
    }

    private void putBitmap(long[] bitmap) {
        body.asLongBuffer().put(bitmap);
        body.position(body.position() + RoaringLayout.BITMAP_BYTES);
    }

    private void ensureLows(int count) {
        if (lows.length < count) {
            lows = Arrays.copyOf(lows, Math.max(2 * lows.length, count));
        }
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
