package io.tidemark.segment;

import io.tidemark.spi.Storage;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Takes a segment's image on the heap instead of in a file. */
final class HeapOutput implements Storage.Output {
    private byte[] bytes;
    private int count;

    HeapOutput(int expectedBytes) {
        bytes = new byte[Math.max(64, expectedBytes)];
    }

    @Override
    public void write(ByteBuffer source) {
        int length = source.remaining();
        if (length > bytes.length - count) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(count, length), bytes.length + (bytes.length >> 1)));
        }
        source.get(bytes, count, length);
        count += length;
    }

    @Override
    public void overwrite(long position, ByteBuffer source) {
        source.get(bytes, (int) position, source.remaining());
    }

    @Override
    public long position() {
        return count;
    }

    @Override
    public void force() {}

    @Override
    public void close() {}

    /** The image, in an array of its own of just its length. */
    ByteBuffer image() {
        return ByteBuffer.wrap(Arrays.copyOf(bytes, count));
    }

    long memoryBytes() {
        return bytes.length;
    }

    /** Begins anew; the memory is kept. */
    void clear() {
        count = 0;
    }
}
