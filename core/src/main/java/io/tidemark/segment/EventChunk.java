package io.tidemark.segment;

import io.tidemark.bitmap.CorruptDataException;
import java.nio.ByteBuffer;

/** Up to {@value SegmentLayout#CHUNK_EVENTS} events in parallel columns, in WAL order: the unit of encoding and reading. */
final class EventChunk {
    /** What one chunk owns in bytes, headers of its arrays aside. */
    static final int MEMORY_BYTES = SegmentLayout.CHUNK_EVENTS * 4 * Long.BYTES;

    final long[] blocks = new long[SegmentLayout.CHUNK_EVENTS];
    final long[] walOffsets = new long[SegmentLayout.CHUNK_EVENTS];
    final long[] timestamps = new long[SegmentLayout.CHUNK_EVENTS];
    final long[] kinds = new long[SegmentLayout.CHUNK_EVENTS];
    int count;

    boolean isFull() {
        return count == SegmentLayout.CHUNK_EVENTS;
    }

    void add(long kind, long blockId, long walOffset, long timestampNanos) {
        kinds[count] = kind;
        blocks[count] = blockId;
        walOffsets[count] = walOffset;
        timestamps[count] = timestampNanos;
        count++;
    }

    /** Fills it with events of an active segment, in its order. */
    void copy(ActiveSegment source, int begin, int events) {
        System.arraycopy(source.blocks, begin, blocks, 0, events);
        System.arraycopy(source.walOffsets, begin, walOffsets, 0, events);
        System.arraycopy(source.timestamps, begin, timestamps, 0, events);
        for (int i = 0; i < events; i++) {
            kinds[i] = source.kinds[begin + i];
        }
        count = events;
    }

    /** Fills it with those events of an active segment that stand at {@code order[begin, begin + events)}. */
    void gather(ActiveSegment source, int[] order, int begin, int events) {
        for (int i = 0; i < events; i++) {
            int at = order[begin + i];
            blocks[i] = source.blocks[at];
            walOffsets[i] = source.walOffsets[at];
            timestamps[i] = source.timestamps[at];
            kinds[i] = source.kinds[at];
        }
        count = events;
    }

    /** Reads {@code events} events from the position of {@code source} to {@code end}. */
    void decode(ByteBuffer source, int end, int events) throws CorruptDataException {
        if (events < 1 || events > SegmentLayout.CHUNK_EVENTS) {
            throw new CorruptDataException("segment chunk", source.position(), "1 to 1024 events", events);
        }
        count = 0;
        PackedColumn.decode(source, end, events, blocks);
        PackedColumn.decode(source, end, events, walOffsets);
        PackedColumn.decode(source, end, events, timestamps);
        PackedColumn.decode(source, end, events, kinds);
        if (source.position() != end) {
            throw new CorruptDataException("segment chunk", source.position(), "end of chunk at " + end, "more bytes");
        }
        for (int i = 0; i < events; i++) {
            if ((kinds[i] & ~3L) != 0) {
                throw new CorruptDataException("segment chunk", end, "event kinds from 0 to 3", kinds[i]);
            }
        }
        count = events;
    }
}
