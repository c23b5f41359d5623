package io.tidemark.verification.model;

import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the engine must answer, from a plain list of every event ever taken. A window is a part of the list; a range is a
 * filter over it. Takes 33 bytes an event. Not thread-safe.
 */
public final class EventListModel implements EventSink {
    private byte[] kinds = new byte[1024];
    private long[] blocks = new long[1024];
    private long[] walOffsets = new long[1024];
    private long[] timestamps = new long[1024];
    private int count;
    private int @Nullable [] byWal;

    /** A model that has seen nothing. */
    public EventListModel() {}

    @Override
    public void accept(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        if (count == kinds.length) {
            grow(Math.multiplyExact(count, 2));
        }
        kinds[count] = kind.code();
        blocks[count] = blockId;
        walOffsets[count] = walOffset;
        timestamps[count] = timestampNanos;
        count++;
        byWal = null;
    }

    private void grow(int capacity) {
        kinds = Arrays.copyOf(kinds, capacity);
        blocks = Arrays.copyOf(blocks, capacity);
        walOffsets = Arrays.copyOf(walOffsets, capacity);
        timestamps = Arrays.copyOf(timestamps, capacity);
    }

    /** How many events it has seen: the place of the next one in arrival order. */
    public int size() {
        return count;
    }

    /** The WAL offset of an event. */
    public long walOffset(int index) {
        return walOffsets[index];
    }

    /** The timestamp of an event. */
    public long timestamp(int index) {
        return timestamps[index];
    }

    /** What the events from one place to another, exclusive, amount to, in arrival order. */
    public ExpectedChanges window(int from, int to) {
        return fold(IntStream.range(from, to).toArray());
    }

    /** What the events with {@code from <= walOffset <= to}, unsigned, amount to, in WAL order. */
    public ExpectedChanges byWal(long from, long to) {
        int[] order = walOrder();
        return fold(Arrays.stream(order)
                .filter(i ->
                        Long.compareUnsigned(from, walOffsets[i]) <= 0 && Long.compareUnsigned(walOffsets[i], to) <= 0)
                .toArray());
    }

    /** What the events with {@code from <= timestamp <= to} amount to, in WAL order. */
    public ExpectedChanges byTime(long from, long to) {
        return fold(Arrays.stream(walOrder())
                .filter(i -> from <= timestamps[i] && timestamps[i] <= to)
                .toArray());
    }

    private ExpectedChanges fold(int[] events) {
        ExpectedChanges changes = new ExpectedChanges();
        for (int i : events) {
            changes.add(EventKind.ofCode(kinds[i]), blocks[i]);
        }
        return changes;
    }

    private int[] walOrder() {
        int[] order = byWal;
        if (order == null) {
            order = IntStream.range(0, count)
                    .boxed()
                    .sorted((a, b) -> Long.compareUnsigned(walOffsets[a], walOffsets[b]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            byWal = order;
        }
        return order;
    }

    /** The place of the last change of a block by WAL order, among equals by arrival; -1 if it has none. */
    public int lastChange(long blockId) {
        int last = -1;
        for (int i : walOrder()) {
            if (blocks[i] == blockId && EventKind.ofCode(kinds[i]).isChange()) {
                last = i;
            }
        }
        return last;
    }
}
