package io.tidemark.event;

import io.tidemark.spi.Clock;
import io.tidemark.spi.Dispatcher;
import org.jspecify.annotations.Nullable;

/**
 * A bounded first-in-first-out queue of block events for many producers and one consumer. Offering and draining are O(1)
 * an event and allocate nothing.
 *
 * <p><b>Who may call.</b> Any thread: {@link #offer}, {@link #put}, {@link #close}, {@link #reopen} and all questions. One
 * thread at a time: {@link #drain}; the consumer may change from call to call without further ado, and a second one at the
 * same time is refused.
 *
 * <p><b>Progress.</b> {@code offer} without a timeout is lock-free: it repeats only when another offer has just succeeded, and
 * a full ring answers at once. It is not wait-free: one producer may lose every race. {@code drain} never waits and is
 * wait-free in the length of its batch. What an offer accepted can be drained when that offer and all that were accepted
 * before it have returned; a producer that the scheduler stops in the middle of an offer holds back the events behind its own
 * until it runs again, but neither the consumer nor other producers, until the ring is full.
 *
 * <p><b>Order.</b> Events are drained in the order of one total order of the accepted offers, which agrees with real time: an
 * offer that returned before another began comes first. So events that one thread offers keep their order, and so do those
 * that several threads offer one after another.
 *
 * <p><b>Happens-before.</b> What a thread did before an accepted offer happens-before what the consumer does after it drained
 * that event. An offer is refused, and {@link #size} answers, as of one moment between call and return, also where threads
 * speak to each other through other volatile variables.
 *
 * <p><b>Not guaranteed.</b> That {@code drain} returns every event whose offer has returned (see above): it takes a prefix of the
 * queue, and the whole of it, up to the limit, when no offer is under way. Watermarks are exact when no call is under way, and
 * else may miss a peak that lasted for the length of a call.
 */
public final class RingBuffer extends RingWords {
    /*
     * Slots. Event number p (its position, from 0, never reused) lies in slot p modulo capacity, four longs in a row: the
     * word (p + 1) << 2 | kind, then block, WAL offset and time. The word is both the kind and the sign that the payload
     * beside it belongs to position p: an older lap has a smaller number, and a fresh slot has 0. So the consumer
     * writes nothing into the slots, a producer reads none, and an event costs one compare-and-set of the tail, half a
     * cache line of plain stores, and one release store.
     *
     * Positions. tail counts claims and head counts what was drained; 2^61 of them cannot be used up. An offer claims position
     * tail if tail < head + capacity. It reads head only when the known limit is used up: limit is some earlier
     * head + capacity, hence never too large. Tempting but false: that limit only grows. A producer may write an older
     * one over a newer; that costs another look at head and nothing else.
     *
     * Closing sets one bit of the tail. It makes tail larger than any limit, so that offers fail on the path on which a full
     * ring fails, and the compare-and-set of an offer that is under way fails too: no claim succeeds after close() returned.
     *
     * Field            writer      write mode           read mode                 pairs with
     * ---------------- ----------- -------------------- ------------------------- ------------------------------------------
     * tail             producers   casTail (volatile)   tailVolatile              each other
     * slot payload     claimant    plain                plain, after word         word: release / acquire; head on reuse
     * slot word        claimant    wordRelease          wordAcquire               each other
     * head             consumer    headVolatile         headVolatile, headPlain   each other; plain by the consumer only
     * limit            producers   limitRelease         limitAcquire              each other, carrying head's edge on
     * draining         consumer    casDraining, release casDraining (volatile)    each other, when the consumer changes
     * peak, pressure   consumer    opaque               opaque                    none: figures
     * rejected         producers   getAndAdd            opaque                    none: a figure
     *
     * With a plain store of word the compiler or the machine may put it before the payload: the consumer would take the
     * event of an older lap, or zeros, under the new number (jcstress: RingPublicationCase, its
     * broken twin RingEarlyPublicationBroken).
     *
     * With a tail that is read and then written, two producers get one slot and an accepted event is gone (jcstress:
     * RingTwoProducersCase, RingPlainClaimBroken).
     *
     * With a release store of head the consumer could have returned from drain(), read another variable, and its head
     * still wait in the store buffer: a producer that the consumer saw not begin yet would be refused by a ring that has
     * room (jcstress: RingRoomAfterDrainCase, RingReleasedHeadBroken). The full fence is paid once a batch.
     *
     * limit must carry the edge from the consumer's plain reads of a slot, over head, to the next plain writes into it: P1 reads
     * head and writes limit, P2 reads limit and overwrites the slot. Opaque access would leave that a race.
     *
     * Cache lines. The first slot begins 64 bytes behind the array, so that no slot straddles two lines where the array itself
     * begins at one, as G1 places large ones; elsewhere half of them do. For the padding of the words see there.
     */
    /** The smallest capacity. */
    public static final int CAPACITY_MIN = 2;

    /** The largest capacity; its slots take 8 GiB. */
    public static final int CAPACITY_MAX = 1 << 28;

    /** What {@link #claim} answers when there is no room, or when the ring is closed. */
    static final long NO_ROOM = -1;

    private static final int SLOT_LONGS_LOG2 = 2;
    private static final int FIRST_SLOT = 6;
    private static final int BLOCK = 1;
    private static final int WAL = 2;
    private static final int TIME = 3;
    private static final int KIND_BITS = 2;
    private static final int KIND_MASK = (1 << KIND_BITS) - 1;

    private final long[] slots;
    private final int capacity;
    private final int mask;
    private final int warnAt;
    private final int calmAt;

    /**
     * An empty ring that warns from three quarters of its capacity on and calms down at half of it.
     *
     * @param capacity how many events it holds at least, from {@link #CAPACITY_MIN} to {@link #CAPACITY_MAX}; rounded up to a
     *     power of two
     */
    public RingBuffer(int capacity) {
        this(capacity, roundUp(capacity) - roundUp(capacity) / 4, roundUp(capacity) / 2);
    }

    /**
     * An empty ring with watermarks of its own.
     *
     * @param capacity as above
     * @param warnAt the size from which on it {@linkplain #isUnderPressure is under pressure}, up to the capacity
     * @param calmAt the size at which that is over again, from 0 to {@code warnAt} - 1
     */
    public RingBuffer(int capacity, int warnAt, int calmAt) {
        super(roundUp(capacity));
        this.capacity = roundUp(capacity);
        if (calmAt < 0 || calmAt >= warnAt || warnAt > this.capacity) {
            throw new IllegalArgumentException("watermarks must be 0 <= calmAt < warnAt <= capacity: calmAt=" + calmAt
                    + ", warnAt=" + warnAt + ", capacity=" + this.capacity);
        }
        this.mask = this.capacity - 1;
        this.warnAt = warnAt;
        this.calmAt = calmAt;
        this.slots = new long[FIRST_SLOT + (this.capacity << SLOT_LONGS_LOG2)];
    }

    private static int roundUp(int capacity) {
        if (capacity < CAPACITY_MIN || capacity > CAPACITY_MAX) {
            throw new IllegalArgumentException(
                    "ring capacity must be from " + CAPACITY_MIN + " to " + CAPACITY_MAX + ": capacity=" + capacity);
        }
        return 1 << (Integer.SIZE - Integer.numberOfLeadingZeros(capacity - 1));
    }

    // ---- producers

    /**
     * Takes an event if there is room, without waiting.
     *
     * @return whether it was taken; if not, the ring was full or closed, and it is counted as rejected
     */
    public boolean offer(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        int code = kind.code(); // before the claim: nothing between claim and publication may throw
        long position = claim();
        if (position < 0) {
            countRejected();
            return false;
        }
        publish(position, code, blockId, walOffset, timestampNanos);
        return true;
    }

    /**
     * Takes an event as soon as there is room, waiting up to {@code timeoutNanos}. With a clock that stands still while it
     * waits the time is over after ten thousand looks at it.
     *
     * @return whether it was taken; if not, the time passed or the ring was closed, and it is counted as rejected
     * @throws InterruptedException if the thread was interrupted before or while it waited; the event was not taken
     */
    public boolean offer(
            EventKind kind,
            long blockId,
            long walOffset,
            long timestampNanos,
            long timeoutNanos,
            Dispatcher dispatcher,
            Clock clock)
            throws InterruptedException {
        int code = kind.code();
        long position = claim();
        if (position < 0) {
            position = claimWaiting(dispatcher, Deadline.in(timeoutNanos, clock));
        }
        if (position < 0) {
            countRejected();
            return false;
        }
        publish(position, code, blockId, walOffset, timestampNanos);
        return true;
    }

    /**
     * Takes an event as soon as there is room, however long that is.
     *
     * @throws InterruptedException if the thread was interrupted before or while it waited; the event was not taken
     * @throws IllegalStateException if the ring is or gets closed; the event was not taken, and is counted as rejected
     */
    public void put(EventKind kind, long blockId, long walOffset, long timestampNanos, Dispatcher dispatcher)
            throws InterruptedException {
        int code = kind.code();
        long position = claim();
        if (position < 0) {
            position = claimWaiting(dispatcher, null);
        }
        if (position < 0) {
            countRejected();
            throw new IllegalStateException("ring must be open to put an event: closed=true");
        }
        publish(position, code, blockId, walOffset, timestampNanos);
    }

    /**
     * Gives the next position to the caller, who must {@link #publish} it whatever happens.
     *
     * @return the position from 0, or {@link #NO_ROOM}
     */
    long claim() {
        long limit = limitAcquire();
        while (true) {
            long position = tailVolatile();
            if (position >= limit) {
                limit = headVolatile() + capacity;
                if (position >= limit) {
                    return NO_ROOM;
                }
                limitRelease(limit);
            }
            if (casTail(position, position + 1)) {
                return position;
            }
        }
    }

    /** Claims as soon as there is room; {@link #NO_ROOM} when the deadline, if any, is over or the ring is closed. */
    long claimWaiting(Dispatcher dispatcher, @Nullable Deadline deadline) throws InterruptedException {
        int attempt = 0;
        while (!isClosed() && (deadline == null || !deadline.isOver())) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            dispatcher.awaitProgress(attempt);
            attempt = attempt == Integer.MAX_VALUE ? attempt : attempt + 1;
            long position = claim();
            if (position >= 0) {
                return position;
            }
        }
        return NO_ROOM;
    }

    /** Fills the slot of a claimed position and hands it to the consumer. */
    void publish(long position, int kindCode, long blockId, long walOffset, long timestampNanos) {
        int at = slot(position);
        slots[at + BLOCK] = blockId;
        slots[at + WAL] = walOffset;
        slots[at + TIME] = timestampNanos;
        wordRelease(at, (position + 1) << KIND_BITS | kindCode);
    }

    /** Refuses every offer from here on; what was accepted can still be drained. Idempotent. */
    public void close() {
        tailSetBits(CLOSED);
    }

    /** Takes offers again. Idempotent. */
    public void reopen() {
        tailClearBits(CLOSED);
    }

    /** Whether offers are refused. */
    public boolean isClosed() {
        return (tailVolatile() & CLOSED) != 0;
    }

    // ---- the consumer

    /**
     * Moves events, oldest first, to the end of a batch. Never waits; see the class comment for what it may leave behind. A batch
     * without room for {@code limit} more events, or for a whole ring if that is less, grows.
     *
     * @param into where to; it may hold events already
     * @param limit how many at the most, from 1
     * @return how many were moved
     * @throws IllegalStateException if there are events, and another thread is draining them at this moment
     */
    public int drain(EventBatch into, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("drain limit must be at least 1: limit=" + limit);
        }
        if (!isPublished(headVolatile())) {
            return 0;
        }
        enterDrain();
        try {
            return drainFrom(headPlain(), into, Math.min(limit, capacity));
        } finally {
            leaveDrain();
        }
    }

    private int drainFrom(long head, EventBatch into, int limit) {
        into.ensureRoom(limit); // may throw, hence before anything is taken
        int taken = copyPublished(head, into, limit);
        if (taken > 0) {
            noteSize(taken < limit ? taken : (int) (enqueued() - head), taken);
            headVolatile(head + taken);
        }
        return taken;
    }

    /* The columns are locals, since after each acquire the machine would have to read the fields again. */
    private int copyPublished(long head, EventBatch into, int limit) {
        byte[] kinds = into.kinds;
        long[] blockIds = into.blockIds;
        long[] walOffsets = into.walOffsets;
        long[] timestamps = into.timestamps;
        int from = into.count;
        int taken = 0;
        while (taken < limit) {
            int at = slot(head + taken);
            long word = wordAcquire(at);
            if (word >>> KIND_BITS != head + taken + 1) {
                break;
            }
            kinds[from + taken] = (byte) (word & KIND_MASK);
            blockIds[from + taken] = slots[at + BLOCK];
            walOffsets[from + taken] = slots[at + WAL];
            timestamps[from + taken] = slots[at + TIME];
            taken++;
        }
        into.count = from + taken;
        return taken;
    }

    private boolean isPublished(long position) {
        return wordAcquire(slot(position)) >>> KIND_BITS == position + 1;
    }

    /*
     * The size only falls here, so that what it was on entry is a local maximum. A drain that ended before its limit has taken
     * all there was; so only a full batch asks for the tail, which is hot with the producers.
     */
    private void noteSize(int before, int taken) {
        if (before > opaque(PEAK)) {
            opaque(PEAK, before);
        }
        boolean wasUnderPressure = before >= warnAt || opaque(PRESSURE) != 0;
        long pressure = wasUnderPressure && before - taken > calmAt ? 1 : 0;
        if (pressure != opaque(PRESSURE)) {
            opaque(PRESSURE, pressure);
        }
    }

    void enterDrain() {
        if (!casDraining(0, 1)) {
            throw new IllegalStateException("one thread at a time may drain the ring: another one is draining");
        }
    }

    void leaveDrain() {
        drainingRelease(0);
    }

    // ---- questions

    /** Heap bytes of the slots. */
    public long memoryBytes() {
        return (long) slots.length * Long.BYTES;
    }

    /** How many events it holds at most: a power of two. */
    public int capacity() {
        return capacity;
    }

    /** How many events were accepted and not yet drained: exact at one moment between call and return. */
    public int size() {
        long head = headVolatile();
        while (true) {
            long tail = enqueued();
            long headAfter = headVolatile();
            if (head == headAfter) {
                return (int) (tail - head);
            }
            head = headAfter;
        }
    }

    /** How many events were accepted since construction. */
    public long enqueued() {
        return tailVolatile() & ~CLOSED;
    }

    /** How many events were drained since construction. */
    public long drained() {
        return headVolatile();
    }

    /** How many events were not accepted since construction: refused, timed out, or offered to a closed ring. */
    public long rejected() {
        return opaque(REJECTED);
    }

    /** The largest size that there was. */
    public int highWatermark() {
        return Math.max((int) opaque(PEAK), size());
    }

    /**
     * Whether the ring has filled up to the upper warning mark and not been drained down to the lower one since: a signal that
     * does not flicker.
     */
    public boolean isUnderPressure() {
        int size = size();
        return size >= warnAt || (size > calmAt && opaque(PRESSURE) != 0);
    }

    /** Fails if the ring contradicts itself. To be called when no call is under way. */
    void checkInvariants() {
        long head = headVolatile();
        long tail = enqueued();
        if (head < 0 || tail < head || tail - head > capacity || limitAcquire() > head + capacity) {
            throw new AssertionError("ring must keep head <= tail <= head + capacity, limit <= head + capacity: head="
                    + head + ", tail=" + tail + ", limit=" + limitAcquire() + ", capacity=" + capacity);
        }
        for (long position = head; position < tail; position++) {
            if (!isPublished(position)) {
                throw new AssertionError("each accepted event must be published: position=" + position);
            }
        }
    }

    private int slot(long position) {
        return FIRST_SLOT + (((int) position & mask) << SLOT_LONGS_LOG2);
    }

    private long wordAcquire(int at) {
        return (long) LONGS.getAcquire(slots, at);
    }

    private void wordRelease(int at, long value) {
        LONGS.setRelease(slots, at, value);
    }
}
