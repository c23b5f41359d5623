package io.tidemark.engine;

import io.tidemark.event.EventBatch;
import io.tidemark.event.EventKind;
import io.tidemark.segment.ActivePrefix;
import io.tidemark.segment.ActiveSegment;
import io.tidemark.segment.QueryMemory;
import io.tidemark.segment.SealedSegment;
import io.tidemark.segment.SegmentStore;
import io.tidemark.segment.UnreadableSegmentException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's log of events: takes them, and publishes each new state whole.
 *
 * <p><b>Who may call.</b> Any thread. <b>Progress.</b> Appends and changes of the state take one lock for O(1), and no file
 * is reached under it; an append that finds the active segment full freezes it and goes on with another, and answers that it cannot
 * when too many wait to be sealed or there is no memory. Readers take no lock; one under which the state changes while it
 * begins, or whose segments were merged away, begins anew. <b>Happens-before.</b> A reader that begins after an append has
 * returned sees the event. <b>Not guaranteed.</b> Fairness between appending threads.
 */
final class EngineLog {
    /*
     * Field       writer            write mode             read mode              pairs with
     * ----------- ----------------- ---------------------- ---------------------- ---------------------------------
     * state       under lock        volatile               volatile               each other
     * counts[], replayFrom, isClosed, and the content of switchedOff: under the lock only
     *
     * A reader takes the state, then the count of its active segment, then looks whether the state is still the same, and
     * begins anew if not. A state is never published twice, so one that is the same was there throughout, and the engine
     * was what the reader sees at the moment of the count. The acquire of the count keeps the second look behind it.
     *
     * Tempting but false: that the second look is not needed because a frozen segment's count is final. Cursors and losses
     * are published without a seal: a reader would see an event that came after a commit, or a loss, beside the cursors or
     * losses of before (found by BitmapEngineLincheckTest: changes() = NEW NEW, of create(1), commit, create(2)).
     */
    private static final Logger LOG = LoggerFactory.getLogger(EngineLog.class);
    private static final int FROZEN_MAX = 2;
    private static final int READ_ATTEMPTS = 3;

    private final Object lock = new Object();
    private final SegmentStore store;
    private final IntSupplier capacity;
    private final boolean isTracking;
    private final SwitchedOff switchedOff = new SwitchedOff();
    private final long[] counts = new long[4];
    private volatile EngineState state;
    private long replayFrom;
    private boolean isClosed;

    /** Asks something of the engine at one moment. */
    interface Question<T> {
        T ask(EngineView view) throws IOException;
    }

    /**
     * A log.
     *
     * @param capacity of the next active segment
     * @param isTracking whether events are taken; if not they are a loss, and told
     */
    EngineLog(SegmentStore store, IntSupplier capacity, boolean isTracking, EngineState recovered) {
        this.store = store;
        this.isTracking = isTracking;
        this.capacity = capacity;
        this.state = recovered;
        this.replayFrom = recovered.past().replayFrom();
    }

    EngineState state() {
        return state;
    }

    // ---- appending

    /** Appends an event; false if a segment has to be sealed first. */
    boolean tryAppend(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        synchronized (lock) {
            ensureOpen();
            if (!isTracking) {
                state = switchedOff.miss(state, walOffset);
                return true;
            }
            if (state.active().isFull() && !tryFreeze()) {
                return false;
            }
            state.active().append(kind, blockId, walOffset, timestampNanos);
            counts[kind.code()]++;
            return true;
        }
    }

    /**
     * Appends events of a batch in order, from number {@code begin} on. A reader may see the first few of them.
     *
     * @return the number of the first event that was not appended because a segment has to be sealed first
     */
    int tryAppend(EventBatch batch, int begin) {
        synchronized (lock) {
            int next = begin;
            while (next < batch.count()
                    && tryAppend(
                            batch.kind(next), batch.blockId(next), batch.walOffset(next), batch.timestampNanos(next))) {
                next++;
            }
            return next;
        }
    }

    private boolean tryFreeze() {
        if (state.frozen().size() >= FROZEN_MAX) {
            return false;
        }
        ActiveSegment fresh = store.tryNewActive(capacity.getAsInt(), state.zone());
        if (fresh != null) {
            state = switchedOff.close(state).withFrozen(fresh, replayFrom);
        }
        return fresh != null;
    }

    /** Takes a loss down, as one of now. */
    void lose(FullRequired loss) {
        synchronized (lock) {
            ensureOpen();
            state = state.withLoss(state.nextSequence(), loss);
        }
    }

    /** Takes down that every event up to an offset was handed over. */
    void deliveredThrough(long walOffset) {
        long next = walOffset == -1 ? -1 : walOffset + 1;
        synchronized (lock) {
            ensureOpen();
            if (Long.compareUnsigned(next, replayFrom) > 0) {
                replayFrom = next;
            }
        }
    }

    /** Freezes the active segment if it is full, also where that takes more memory than there should be. */
    void freezeFull() {
        synchronized (lock) {
            if (state.active().isFull()) {
                freezeLocked();
            }
        }
    }

    /**
     * Freezes what the active segment holds. An empty one is frozen only to close the time of a loss: the loss belongs to the
     * window that ends here, and would else pass into the next one.
     *
     * @return the sequence of the last frozen segment
     */
    long freeze() {
        synchronized (lock) {
            return freezeLocked();
        }
    }

    private long freezeLocked() {
        EngineState before = switchedOff.close(state);
        state = before.active().count() > 0 || before.hasLossInActive()
                ? before.withFrozen(store.newActive(capacity.getAsInt(), before.zone()), replayFrom)
                : before.withReplayFrom(replayFrom);
        return state.nextSequence() - 1;
    }

    /** Takes no more events. Answers whether this was the first call. */
    boolean close() {
        synchronized (lock) {
            if (isClosed) {
                return false;
            }
            isClosed = true;
            return true;
        }
    }

    private void ensureOpen() {
        if (isClosed) {
            throw new IllegalStateException("the engine is closed: no events and no changes any more");
        }
    }

    /** Events taken, by the code of their kind. */
    long[] counts() {
        synchronized (lock) {
            return counts.clone();
        }
    }

    /** What the next active segment will take. */
    long nextActiveBytes() {
        return (long) capacity.getAsInt() * ActiveSegment.EVENT_BYTES;
    }

    // ---- the state

    /** Changes the state in memory, and publishes it. */
    EngineState update(UnaryOperator<EngineState> change) {
        synchronized (lock) {
            state = change.apply(state);
            return state;
        }
    }

    /**
     * Asks the engine as it is now, and again if a segment that was there was merged away meanwhile, or turned out to be unreadable and
     * became a loss.
     */
    <T> T read(Question<T> question) throws IOException {
        for (int attempt = 1; ; attempt++) {
            EngineState seen = state;
            ActivePrefix active = seen.active().prefix();
            while (!seen.is(state)) {
                seen = state;
                active = seen.active().prefix();
            }
            try (QueryMemory memory = store.newQueryMemory()) {
                return question.ask(new EngineView(seen, active, memory));
            } catch (UnreadableSegmentException e) {
                if (seen.is(state)) {
                    unreadable(e, attempt);
                }
            } catch (InternalError e) {
                loseCutSegment(seen, e);
            }
        }
    }

    private void unreadable(UnreadableSegmentException e, int attempt) throws UnreadableSegmentException {
        if (e.getCause() instanceof ClosedByInterruptException) {
            throw e;
        }
        if (e.isDamage() || attempt >= READ_ATTEMPTS) {
            lose(e);
        }
    }

    /** Puts a loss in the place of a segment that cannot be read, and its file aside. */
    void lose(UnreadableSegmentException e) {
        SealedSegment segment = e.segment();
        LOG.error("changes are lost, full backups will be required: {}", e.getMessage(), e);
        update(now -> now.withLost(segment, LossReason.CORRUPT_SEGMENT, String.valueOf(e.getMessage())));
        try {
            store.putAside(segment);
        } catch (IOException failure) {
            LOG.warn("a damaged file stays where it is: file={}", segment.fileName(), failure);
        }
    }

    /* The VM says that pages behind a mapping are gone, but not of which file. */
    private void loseCutSegment(EngineState seen, InternalError error) {
        for (SealedSegment segment : seen.sealed()) {
            try {
                store.scrub(segment);
            } catch (UnreadableSegmentException e) {
                lose(e);
                return;
            }
        }
        throw error;
    }
}
