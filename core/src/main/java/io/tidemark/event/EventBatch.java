package io.tidemark.event;

import java.util.Arrays;
import java.util.Objects;

/**
 * Events in parallel columns, in order, to be handed on as one. Adding is amortised O(1); the columns grow as needed and
 * never shrink, so that a batch which is {@linkplain #clear cleared} and filled again allocates nothing. To be used by one
 * thread at a time.
 */
public final class EventBatch {
    private static final int GROWN_MIN = 16;

    byte[] kinds;
    long[] blockIds;
    long[] walOffsets;
    long[] timestamps;
    int count;

    /**
     * An empty batch.
     *
     * @param capacity for how many events to have room before it grows, from 0
     */
    public EventBatch(int capacity) {
        kinds = new byte[capacity];
        blockIds = new long[capacity];
        walOffsets = new long[capacity];
        timestamps = new long[capacity];
    }

    /** Heap bytes of the columns. */
    long memoryBytes() {
        return (long) kinds.length * (Byte.BYTES + 3 * Long.BYTES);
    }

    /** How many events it holds. */
    public int count() {
        return count;
    }

    /** Whether it holds none. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** What happened in event {@code index}, from 0 to {@link #count} - 1. */
    public EventKind kind(int index) {
        return EventKind.ofCode(kinds[Objects.checkIndex(index, count)]);
    }

    /** The block of event {@code index}, unsigned. */
    public long blockId(int index) {
        return blockIds[Objects.checkIndex(index, count)];
    }

    /** The WAL offset of event {@code index}, unsigned. */
    public long walOffset(int index) {
        return walOffsets[Objects.checkIndex(index, count)];
    }

    /** The time of event {@code index} in nanoseconds since the epoch. */
    public long timestampNanos(int index) {
        return timestamps[Objects.checkIndex(index, count)];
    }

    /** Adds one event behind the others. */
    public void add(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        ensureRoom(1);
        kinds[count] = kind.code();
        blockIds[count] = blockId;
        walOffsets[count] = walOffset;
        timestamps[count] = timestampNanos;
        count++;
    }

    /** Makes room for that many more events. */
    void ensureRoom(int more) {
        int needed = Math.addExact(count, more);
        if (needed > kinds.length) {
            resize((int) Math.min(Integer.MAX_VALUE - 8, Math.max(Math.max(GROWN_MIN, needed), 2L * count)));
        }
    }

    private void resize(int capacity) {
        kinds = Arrays.copyOf(kinds, capacity);
        blockIds = Arrays.copyOf(blockIds, capacity);
        walOffsets = Arrays.copyOf(walOffsets, capacity);
        timestamps = Arrays.copyOf(timestamps, capacity);
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
