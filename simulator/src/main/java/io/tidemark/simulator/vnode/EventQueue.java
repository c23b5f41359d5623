package io.tidemark.simulator.vnode;

import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;

/** A growable first-in first-out queue of events as parallel columns: 25 bytes an event. */
final class EventQueue {
    private byte[] kinds = new byte[64];
    private long[] blocks = new long[64];
    private long[] versions = new long[64];
    private long[] times = new long[64];
    private int head;
    private int count;

    int count() {
        return count;
    }

    void add(EventKind kind, long block, long version, long time) {
        if (count == kinds.length) {
            grow();
        }
        int at = at(count);
        kinds[at] = kind.code();
        blocks[at] = block;
        versions[at] = version;
        times[at] = time;
        count++;
    }

    /** Hands the oldest event over and forgets it. */
    void poll(EventSink sink) {
        deliver(0, sink);
        skip();
    }

    /** Forgets the events of versions before {@code version}, which have to be at the head. */
    void dropBefore(long version) {
        while (count > 0 && versions[head] < version) {
            skip();
        }
    }

    /** Hands over, without forgetting them, the events of {@code version} and later; answers how many. */
    long deliverFrom(long version, EventSink sink) {
        long delivered = 0;
        for (int i = 0; i < count; i++) {
            if (versions[at(i)] >= version) {
                deliver(i, sink);
                delivered++;
            }
        }
        return delivered;
    }

    private void deliver(int index, EventSink sink) {
        int at = at(index);
        sink.accept(EventKind.ofCode(kinds[at]), blocks[at], versions[at], times[at]);
    }

    private void skip() {
        head = (head + 1) & (kinds.length - 1);
        count--;
    }

    private int at(int index) {
        return (head + index) & (kinds.length - 1);
    }

    private void grow() {
        int tail = kinds.length - head;
        int capacity = kinds.length * 2;
        byte[] unrolledKinds = new byte[capacity];
        System.arraycopy(kinds, head, unrolledKinds, 0, tail);
        System.arraycopy(kinds, 0, unrolledKinds, tail, head);
        kinds = unrolledKinds;
        blocks = unrolled(blocks, tail, capacity);
        versions = unrolled(versions, tail, capacity);
        times = unrolled(times, tail, capacity);
        head = 0;
    }

    private long[] unrolled(long[] column, int tail, int capacity) {
        long[] result = new long[capacity];
        System.arraycopy(column, head, result, 0, tail);
        System.arraycopy(column, 0, result, tail, head);
        return result;
    }
}
