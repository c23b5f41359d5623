package io.tidemark.segment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Encodes chunks, and finds on the way what the index says of them. Not thread-safe. */
final class ChunkEncoder {
    private final ColumnEncoder columns = new ColumnEncoder();
    private final ByteBuffer encoded =
            ByteBuffer.allocate(4 * PackedColumn.BYTES_MAX).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C crc = new CRC32C();

    private long minTime;
    private long maxTime;
    private long minBlock;
    private long maxBlock;

    /**
     * Encodes a chunk of at least one event.
     *
     * @param offset where it will stand, from the begin of the columns
     */
    ChunkEntry encode(EventChunk chunk, long offset) {
        encoded.clear();
        encodeColumns(chunk);
        encoded.flip();
        crc.reset();
        crc.update(encoded.duplicate());
        return new ChunkEntry(
                chunk.walOffsets[0],
                chunk.walOffsets[chunk.count - 1],
                minTime,
                maxTime,
                minBlock,
                maxBlock,
                offset,
                encoded.remaining(),
                chunk.count,
                (int) crc.getValue());
    }

    /** The bytes of the last chunk; valid until the next one. */
    ByteBuffer bytes() {
        return encoded.duplicate();
    }

    private void encodeColumns(EventChunk chunk) {
        columns.encode(chunk.blocks, chunk.count, encoded);
        boolean isOneSign = columns.min() >= 0 || columns.max() < 0;
        minBlock = isOneSign ? columns.min() : smallestUnsigned(chunk.blocks, chunk.count);
        maxBlock = isOneSign ? columns.max() : largestUnsigned(chunk.blocks, chunk.count);
        columns.encode(chunk.walOffsets, chunk.count, encoded);
        columns.encode(chunk.timestamps, chunk.count, encoded);
        minTime = columns.min();
        maxTime = columns.max();
        columns.encode(chunk.kinds, chunk.count, encoded);
    }

    private static long smallestUnsigned(long[] values, int count) {
        long smallest = values[0];
        for (int i = 1; i < count; i++) {
            smallest = Long.compareUnsigned(values[i], smallest) < 0 ? values[i] : smallest;
        }
        return smallest;
    }

    private static long largestUnsigned(long[] values, int count) {
        long largest = values[0];
        for (int i = 1; i < count; i++) {
            largest = Long.compareUnsigned(values[i], largest) > 0 ? values[i] : largest;
        }
        return largest;
    }
}
