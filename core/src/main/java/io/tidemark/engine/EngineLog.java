package io.tidemark.engine;

import io.tidemark.event.EventBatch;
import io.tidemark.event.EventKind;
import io.tidemark.segment.ActivePrefix;
import io.tidemark.segment.ActiveSegment;
import io.tidemark.segment.SealedSegment;
import io.tidemark.segment.SegmentStore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.function.UnaryOperator;

/**
 * The engine's log of events: takes them, seals them, and publishes each new state whole.
 *
 * <p><b>Who may call.</b> Any thread. <b>Progress.</b> Appends and changes of the state take one lock; an append under
 * it is O(1), but one in {@code capacity} seals a segment. Readers take no lock; one under which the state changes while it
 * begins, or whose segments were merged away, begins anew. <b>Happens-before.</b> A reader that begins after an append has returned sees the event. <b>Not
 * guaranteed.</b> Fairness between appending threads.
 */
final class EngineLog {
    /*
     * Field       writer            write mode             read mode              pairs with
     * ----------- ----------------- ---------------------- ---------------------- ---------------------------------
     * state       under lock        volatile               volatile               each other
     * counts[], saved, seals, isClosed, and the content of blockLimit and switchedOff: under the lock only
     *
     * A reader takes the state, then the count of its active segment, then looks whether the state is still the same, and
     * begins anew if not. A state is never published twice, so one that is the same was there throughout, and the engine
     * was what the reader sees at the moment of the count. The acquire of the count keeps the second look behind it.
     *
     * Tempting but false: that the second look is not needed because a sealed segment's count is final. Cursors and losses
     * are published without a seal: a reader would see an event that came after a commit, or a loss, beside the cursors or
     * losses of before (found by BitmapEngineLincheckTest: changes() = NEW NEW, of create(1), commit, create(2)).
     */
    private final Object lock = new Object();
    private final SegmentStore store;
    private final int capacity;
    private final boolean isTracking;
    private final BlockLimit blockLimit;
    private final SwitchedOff switchedOff = new SwitchedOff();
    private final long[] counts = new long[4];
    private volatile EngineState state;
    private EngineState saved;
    private long seals;
    private boolean isClosed;

    /** Saves a state before it is published; does nothing in an engine that does not persist. */
    interface Journal {
        void save(EngineState state) throws IOException;
    }

    /** Asks something of the engine at one moment. */
    interface Question<T> {
        T ask(EngineView view) throws IOException;
    }

    /**
     * A log.
     *
     * @param isTracking whether events are taken; if not they are a loss, and told
     */
    EngineLog(SegmentStore store, int capacity, boolean isTracking, BlockLimit blockLimit, EngineState recovered) {
        this.store = store;
        this.isTracking = isTracking;
        this.blockLimit = blockLimit;
        this.capacity = capacity;
        this.state = recovered;
        this.saved = recovered;
    }

    EngineState state() {
        return state;
    }

    void append(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        synchronized (lock) {
            appendLocked(kind, blockId, walOffset, timestampNanos);
        }
    }

    /** Appends several events in order, with none of another thread between them. A reader may see the first few of them. */
    void append(EventBatch batch) {
        synchronized (lock) {
            batch.forEach(this::appendLocked);
        }
    }

    private void appendLocked(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        ensureOpen();
        if (!isTracking) {
            state = switchedOff.miss(state, walOffset);
            return;
        }
        if (state.active().isFull()) {
            seal();
        }
        state.active().append(kind, blockId, walOffset, timestampNanos);
        counts[kind.code()]++;
    }

    /*
     * Seals what the active segment holds, under the lock. An empty one is sealed only to close the time of a loss: the
     * loss belongs to the window that ends here, and would else pass into the next one.
     */
    private EngineState seal() {
        EngineState before = switchedOff.close(state);
        ActiveSegment full = before.active();
        if (full.count() > 0 || before.hasLossInActive()) {
            SealedSegment segment = store.seal(full, before.nextSequence(), before.sealed());
            ActiveSegment fresh =
                    store.newActive(capacity, before.sealedZone().copy().add(segment.zone()));
            state = before.withSealed(segment, fresh);
            store.release(full);
            seals++;
        }
        state = blockLimit.check(state);
        return state;
    }

    /** Seals, changes the state by {@code change}, saves and publishes it. If saving fails all but the seal is undone. */
    EngineState sealAndChange(UnaryOperator<EngineState> change, Journal journal) throws IOException {
        synchronized (lock) {
            ensureOpen();
            return publish(change.apply(seal()), journal);
        }
    }

    /** Changes the state by {@code change}, saves and publishes it. If saving fails nothing is changed. */
    EngineState change(UnaryOperator<EngineState> change, Journal journal) throws IOException {
        synchronized (lock) {
            ensureOpen();
            return publish(change.apply(state), journal);
        }
    }

    private EngineState publish(EngineState changed, Journal journal) throws IOException {
        if (!changed.is(saved)) {
            journal.save(changed);
            saved = changed;
        }
        state = changed;
        return changed;
    }

    /** Asks the engine as it is now, and again if a segment that was there was merged away meanwhile. */
    <T> T read(Question<T> question) throws IOException {
        while (true) {
            EngineView view = view();
            try {
                return question.ask(view);
            } catch (NoSuchFileException e) {
                if (view.state().is(state)) {
                    throw e;
                }
            }
        }
    }

    private EngineView view() {
        while (true) {
            EngineState seen = state;
            ActivePrefix active = seen.active().prefix();
            if (seen.is(state)) {
                return new EngineView(seen, active);
            }
        }
    }

    /** Takes no more events. Answers whether this was the first call. */
    boolean close(Journal journal, boolean sealFirst) throws IOException {
        synchronized (lock) {
            if (isClosed) {
                return false;
            }
            if (sealFirst) {
                journal.save(seal());
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

    long seals() {
        synchronized (lock) {
            return seals;
        }
    }
}
