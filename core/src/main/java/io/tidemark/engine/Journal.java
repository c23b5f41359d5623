package io.tidemark.engine;

import io.tidemark.segment.SealedSegment;
import io.tidemark.segment.SegmentStore;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes states durable before they are published. In an engine that does not persist it only publishes them.
 *
 * <p>What is durable is a state as of its last sealed segment: the manifest names segments whose files were forced before, and
 * names. A save that failed leaves the old manifest or the new one; the next save writes anew whatever is in doubt.
 */
final class Journal {
    /*
     * One change at a time, under this object's lock. Marks do not wait for it: a change is planned on the state of now, saved, and
     * then applied again to the state that has come of it meanwhile. What can have come is segments frozen and sealed, and
     * losses. A change must bear that: none looks at the frozen part or takes a loss away that it has not seen.
     */
    private final EngineLog log;
    private final SegmentStore store;
    private final ManifestFile file;
    private final boolean isPersistent;
    private @Nullable Manifest saved;
    private boolean isClosed;
    private volatile long replayFrom;

    /**
     * A journal of a log that was just recovered.
     *
     * @param durable what it was recovered from; {@code null} in a new folder
     * @param isPersistent whether anything is saved at all
     */
    Journal(EngineLog log, SegmentStore store, Storage storage, @Nullable Manifest durable, boolean isPersistent) {
        this.log = log;
        this.store = store;
        this.file = new ManifestFile(storage);
        this.saved = durable;
        this.isPersistent = isPersistent;
        this.replayFrom = log.state().past().replayFrom();
    }

    /**
     * Changes the state by {@code change}, saves and publishes it.
     *
     * @throws IOException if it could not be saved. In this engine nothing has changed then; on disk it may have, as after a crash
     */
    EngineState change(UnaryOperator<EngineState> change) throws IOException {
        return changeAsOf(now -> change);
    }

    /** The same with a change that depends on the state which is saved. */
    synchronized EngineState changeAsOf(Function<EngineState, UnaryOperator<EngineState>> plan) throws IOException {
        ensureOpen();
        EngineState now = log.state();
        UnaryOperator<EngineState> change = plan.apply(now);
        save(change.apply(now));
        return log.update(change);
    }

    /** Saves the state of now. */
    synchronized void save() throws IOException {
        ensureOpen();
        save(log.state());
    }

    /** Saves for the last time. */
    synchronized void close() throws IOException {
        isClosed = true;
        save(log.state());
    }

    private void ensureOpen() {
        if (isClosed) {
            throw new IllegalStateException("the engine is closed: no changes any more");
        }
    }

    private void save(EngineState state) throws IOException {
        if (!isPersistent) {
            return;
        }
        for (SealedSegment segment : state.sealed()) {
            store.persist(segment);
        }
        store.forceNames();
        Manifest manifest = Manifest.of(state);
        if (!manifest.equals(saved)) {
            saved = null; // unknown until it is saved
            file.save(manifest);
            saved = manifest;
            replayFrom = manifest.replayFrom();
        }
    }

    /** The first WAL offset whose events may not be durable, unsigned. */
    long replayFrom() {
        return replayFrom;
    }
}
