package io.tidemark.segment;

import static io.tidemark.segment.SegmentLayout.*;

import java.nio.ByteBuffer;

/**
 * The index of a segment's chunks, as {@link SegmentLayout} has it.
 *
 * @param entries checked; nobody writes to them
 * @param chunks how many
 */
record ChunkIndex(ByteBuffer entries, int chunks) {
    /** The first chunk whose highest offset is at or above {@code walOffset}; chunks are in WAL order. O(log chunks). */
    int firstChunkFrom(long walOffset) {
        int low = 0;
        int high = chunks;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(maxWal(middle), walOffset) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    long minWal(int number) {
        return entries.getLong(entry(number) + ENTRY_MIN_WAL_AT);
    }

    long maxWal(int number) {
        return entries.getLong(entry(number) + ENTRY_MAX_WAL_AT);
    }

    long minTime(int number) {
        return entries.getLong(entry(number) + ENTRY_MIN_TIME_AT);
    }

    long maxTime(int number) {
        return entries.getLong(entry(number) + ENTRY_MAX_TIME_AT);
    }

    /** All that it says of a chunk. */
    ChunkEntry entryOf(int number) {
        return ChunkEntry.read(entries, entry(number));
    }

    boolean chunkTouches(int number, EventRange range) {
        return range.touches(minWal(number), maxWal(number), minTime(number), maxTime(number));
    }

    boolean chunkMayHold(int number, long blockId) {
        int entry = entry(number);
        return Long.compareUnsigned(entries.getLong(entry + ENTRY_MIN_BLOCK_AT), blockId) <= 0
                && Long.compareUnsigned(blockId, entries.getLong(entry + ENTRY_MAX_BLOCK_AT)) <= 0;
    }

    /** Where a chunk begins in the columns. */
    long offset(int number) {
        return entries.getLong(entry(number) + ENTRY_OFFSET_AT);
    }

    int length(int number) {
        return entries.getInt(entry(number) + ENTRY_LENGTH_AT);
    }

    int events(int number) {
        return entries.getInt(entry(number) + ENTRY_EVENTS_AT);
    }

    int checksum(int number) {
        return entries.getInt(entry(number) + ENTRY_CRC_AT);
    }

    private static int entry(int number) {
        return number * INDEX_ENTRY_BYTES;
    }
}
