package io.tidemark.verification.broken;

import io.tidemark.event.EventBatch;
import io.tidemark.event.EventKind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The ring buffer's algorithm in small, with one of its memory modes taken away. */
public final class BrokenRing {
    /** What is wrong. */
    public enum Fault {
        /** The word is stored before the payload, as a compiler may do when the store is a plain one. */
        EARLY_PUBLICATION,
        /** The tail is read and then written, in place of a compare-and-set. */
        PLAIN_CLAIM,
        /** The head is stored with release, in place of volatile. */
        RELEASED_HEAD
    }

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int TAIL = 16;
    private static final int HEAD = 32;

    private final Fault fault;
    private final int capacity;
    private final long[] words = new long[48];
    private final long[] slots;

    /**
     * An empty ring.
     *
     * @param capacity a power of two
     */
    public BrokenRing(int capacity, Fault fault) {
        this.fault = fault;
        this.capacity = capacity;
        this.slots = new long[capacity * 4];
    }

    public boolean offer(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        long position;
        do {
            position = (long) LONGS.getVolatile(words, TAIL);
            if (position >= (long) LONGS.getVolatile(words, HEAD) + capacity) {
                return false;
            }
        } while (!claim(position));
        publish(position, kind, blockId, walOffset, timestampNanos);
        return true;
    }

    private boolean claim(long position) {
        if (fault == Fault.PLAIN_CLAIM) {
            LONGS.setVolatile(words, TAIL, position + 1);
            return true;
        }
        return LONGS.compareAndSet(words, TAIL, position, position + 1);
    }

    private void publish(long position, EventKind kind, long blockId, long walOffset, long timestampNanos) {
        int at = slot(position);
        long word = (position + 1) << 2 | kind.code();
        if (fault == Fault.EARLY_PUBLICATION) {
            LONGS.setRelease(slots, at, word);
            Thread.onSpinWait(); // a wider window, so that few tries find it
        }
        slots[at + 1] = blockId;
        slots[at + 2] = walOffset;
        slots[at + 3] = timestampNanos;
        if (fault != Fault.EARLY_PUBLICATION) {
            LONGS.setRelease(slots, at, word);
        }
    }

    public int drain(EventBatch into, int limit) {
        long head = words[HEAD];
        int taken = 0;
        while (taken < limit && copy(head + taken, into)) {
            taken++;
        }
        if (taken > 0) {
            freeUpTo(head + taken);
        }
        return taken;
    }

    private boolean copy(long position, EventBatch into) {
        int at = slot(position);
        long word = (long) LONGS.getAcquire(slots, at);
        if (word >>> 2 != position + 1) {
            return false;
        }
        into.add(EventKind.ofCode((int) word & 3), slots[at + 1], slots[at + 2], slots[at + 3]);
        return true;
    }

    private void freeUpTo(long head) {
        if (fault == Fault.RELEASED_HEAD) {
            LONGS.setRelease(words, HEAD, head);
        } else {
            LONGS.setVolatile(words, HEAD, head);
        }
    }

    public int size() {
        long head = (long) LONGS.getVolatile(words, HEAD);
        return (int) ((long) LONGS.getVolatile(words, TAIL) - head);
    }

    private int slot(long position) {
        return (int) (position & (capacity - 1)) * 4;
    }
}
