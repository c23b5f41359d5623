package io.tidemark.simulator.vnode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A block being filled: a growing buffer with room left for header and sum. */
final class BlockBuffer {
    private ByteBuffer bytes = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);
    private int entries;

    BlockBuffer() {
        clear();
    }

    /** The buffer to put one more entry of at most {@code size} bytes into. */
    ByteBuffer entry(int size) {
        entries++;
        return room(size);
    }

    /** The buffer to put {@code size} bytes into that are no entry. */
    ByteBuffer room(int size) {
        int needed = bytes.position() + size + BlockLayout.SUM_BYTES;
        if (needed > bytes.capacity()) {
            bytes = ByteBuffer.allocate(Math.max(needed, bytes.capacity() * 2))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(bytes.flip());
        }
        return bytes;
    }

    int entries() {
        return entries;
    }

    boolean isEmpty() {
        return entries == 0;
    }

    /** The whole block, ready to be written. */
    ByteBuffer complete(BlockLayout.Header header) {
        BlockLayout.complete(bytes, header);
        return bytes;
    }

    void clear() {
        bytes.clear().position(BlockLayout.HEADER_BYTES);
        entries = 0;
    }
}
