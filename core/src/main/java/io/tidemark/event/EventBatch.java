package io.tidemark.event;

import java.util.Arrays;

/** Events in parallel columns, in order, to be handed on as one. Grows as needed; to be used by one thread at a time. */
public final class EventBatch {
    private byte[] kinds;
    private long[] blockIds;
    private long[] walOffsets;
    private long[] timestamps;
    private int count;

    /** An empty batch with room for {@code capacity} events. */
    public EventBatch(int capacity) {
        kinds = new byte[capacity];
        blockIds = new long[capacity];
        walOffsets = new long[capacity];
        timestamps = new long[capacity];
    }

    /** How many events it holds. */
    public int count() {
        return count;
    }

    /** Adds one event behind the others. */
    public void add(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        if (count == kinds.length) {
            grow();
        }
        kinds[count] = kind.code();
        blockIds[count] = blockId;
        walOffsets[count] = walOffset;
        timestamps[count] = timestampNanos;
        count++;
    }

    private void grow() {
        int larger = Math.max(16, Math.multiplyExact(count, 2));
        kinds = Arrays.copyOf(kinds, larger);
        blockIds = Arrays.copyOf(blockIds, larger);
        walOffsets = Arrays.copyOf(walOffsets, larger);
        timestamps = Arrays.copyOf(timestamps, larger);
    }

    /** Empties it; the room stays. */
    public void clear() {
        count = 0;
    }

    /** Hands on every event, in order. */
    public void forEach(EventSink sink) {
        for (int i = 0; i < count; i++) {
            sink.accept(EventKind.ofCode(kinds[i]), blockIds[i], walOffsets[i], timestamps[i]);
        }
    }
}
