package io.tidemark.segment;

import static io.tidemark.segment.SegmentLayout.*;

import java.nio.ByteBuffer;

/**
 * What the index of a segment says of one chunk.
 *
 * @param minWal the smallest WAL offset, unsigned
 * @param maxWal the largest
 * @param minTime the smallest timestamp, nanoseconds since the epoch
 * @param maxTime the largest
 * @param minBlock the smallest block, unsigned
 * @param maxBlock the largest
 * @param offset where the chunk begins, from the begin of the columns
 * @param length how long it is, in bytes
 * @param events how many it holds
 * @param checksum CRC32C of its bytes
 */
record ChunkEntry(
        long minWal,
        long maxWal,
        long minTime,
        long maxTime,
        long minBlock,
        long maxBlock,
        long offset,
        int length,
        int events,
        int checksum) {
    /** Reads the entry that stands at {@code at} of a little-endian image. */
    static ChunkEntry read(ByteBuffer image, int at) {
        return new ChunkEntry(
                image.getLong(at + ENTRY_MIN_WAL_AT),
                image.getLong(at + ENTRY_MAX_WAL_AT),
                image.getLong(at + ENTRY_MIN_TIME_AT),
                image.getLong(at + ENTRY_MAX_TIME_AT),
                image.getLong(at + ENTRY_MIN_BLOCK_AT),
                image.getLong(at + ENTRY_MAX_BLOCK_AT),
                image.getLong(at + ENTRY_OFFSET_AT),
                image.getInt(at + ENTRY_LENGTH_AT),
                image.getInt(at + ENTRY_EVENTS_AT),
                image.getInt(at + ENTRY_CRC_AT));
    }

    /** Appends the entry to a little-endian index. */
    void write(ByteBuffer index) {
        index.putLong(minWal).putLong(maxWal).putLong(minTime).putLong(maxTime);
        index.putLong(minBlock).putLong(maxBlock);
        index.putLong(offset).putInt(length).putInt(events).putInt(checksum).putInt(0);
    }

    /** The same chunk at another place. */
    ChunkEntry at(long newOffset) {
        return new ChunkEntry(
                minWal, maxWal, minTime, maxTime, minBlock, maxBlock, newOffset, length, events, checksum);
    }
}
