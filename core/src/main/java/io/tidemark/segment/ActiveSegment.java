package io.tidemark.segment;

import io.tidemark.event.EventKind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The segment that takes new events: plain parallel columns in arrival order. An append is O(1) and allocates nothing.
 *
 * <p><b>Who may call.</b> One thread at a time appends (the engine's lock sees to it); any thread reads through
 * {@link #prefix}. <b>Progress.</b> Both wait-free. <b>Happens-before.</b> What an appended event consists of is visible
 * to a reader whose prefix contains it. <b>Not guaranteed.</b> Two prefixes taken one after another may differ.
 */
public final class ActiveSegment {
    /*
     * Field            writer    write mode             read mode              pairs with
     * ---------------- --------- ---------------------- ---------------------- -----------------------------------
     * columns[i]       appender  plain                  plain, i < count       count: release / acquire
     * count            appender  countRelease           countAcquire           each other
     * zone (min, max)  appender  plain                  plain, appender only   the engine's lock
     *
     * With a plain write of count a reader could see the count before the columns and answer with zeros: a block that
     * never changed, in place of one that did. A slot below count is never written again, so a prefix once taken stays.
     */
    private static final VarHandle COUNT;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(ActiveSegment.class, "count", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What an event costs in the columns, in bytes. */
    public static final int EVENT_BYTES = 3 * Long.BYTES + 1;

    final byte[] kinds;
    final long[] blocks;
    final long[] walOffsets;
    final long[] timestamps;
    /** The highest WAL offset of all earlier segments, unsigned. */
    final long maxWalBefore;

    /** Whether any event came before this segment at all; without one {@link #maxWalBefore} says nothing. */
    final boolean isFirst;

    final Zone zone = new Zone();

    @SuppressWarnings("UnusedVariable") // read and written through COUNT
    private int count;

    private boolean walSorted = true;
    private long lateFrom = -1;

    /**
     * An empty segment.
     *
     * @param capacity events that it can take
     * @param before the zone of all earlier segments together
     */
    public ActiveSegment(int capacity, Zone before) {
        this.kinds = new byte[capacity];
        this.blocks = new long[capacity];
        this.walOffsets = new long[capacity];
        this.timestamps = new long[capacity];
        this.maxWalBefore = before.maxWal();
        this.isFirst = before.isEmpty();
    }

    /** Events that it can take. */
    public int capacity() {
        return blocks.length;
    }

    /** Heap bytes of the columns. */
    public long memoryBytes() {
        return (long) capacity() * EVENT_BYTES;
    }

    /** Events in it now; as of the call for others than the appender. */
    public int count() {
        return countAcquire();
    }

    public boolean isFull() {
        return countPlain() == capacity();
    }

    /** Appends one event. There must be room. */
    public void append(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        int at = countPlain();
        if (walSorted && at > 0 && Long.compareUnsigned(walOffset, walOffsets[at - 1]) < 0) {
            walSorted = false;
        }
        if (!isFirst
                && Long.compareUnsigned(walOffset, maxWalBefore) < 0
                && Long.compareUnsigned(walOffset, lateFrom) < 0) {
            lateFrom = walOffset;
        }
        zone.add(walOffset, timestampNanos);
        kinds[at] = kind.code();
        blocks[at] = blockId;
        walOffsets[at] = walOffset;
        timestamps[at] = timestampNanos;
        countRelease(at + 1);
    }

    /** The events of now, as a view that does not grow. */
    public ActivePrefix prefix() {
        return new ActivePrefix(this, countAcquire());
    }

    /** Whether the WAL offsets so far never went down. For the appender. */
    boolean isWalSorted() {
        return walSorted;
    }

    /** The lowest WAL offset that is below one of an earlier segment, or the highest number if there is none. For the appender. */
    long lateFrom() {
        return lateFrom;
    }

    /** The bounds of offsets and times so far. For the appender. */
    public Zone zone() {
        return zone;
    }

    private int countPlain() {
        return (int) COUNT.get(this);
    }

    private int countAcquire() {
        return (int) COUNT.getAcquire(this);
    }

    private void countRelease(int value) {
        COUNT.setRelease(this, value);
    }
}
