package io.tidemark.simulator;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.engine.BackupWindow;
import io.tidemark.engine.BitmapEngine;
import io.tidemark.event.EventInterceptor;
import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The tracking side of a vnode: takes its events, brings them to the engine by way of the interceptor, and keeps the plain
 * model beside it.
 */
final class Tracker implements EventSink, AutoCloseable {
    static final String CONSUMER = "nightly";

    private final int vnode;
    private final BitmapEngine engine;
    private final EventInterceptor interceptor;
    private final EventSink wired;
    private final RunDigest digest;
    private final WindowModel model = new WindowModel();
    private final List<String> differences = new ArrayList<>();
    private final long[] counts = new long[EventKind.values().length];
    private long windows;
    private long lossesTold;

    /**
     * Begins to track.
     *
     * @param engine without events yet; closed with the tracker
     */
    Tracker(int vnode, BitmapEngine engine, RunOptions options, RunDigest digest) throws IOException {
        this.vnode = vnode;
        this.engine = engine;
        this.interceptor = engine.interceptor();
        this.wired = options.wiring().between(vnode, interceptor);
        this.digest = digest;
        engine.addConsumerFromStart(CONSUMER);
        interceptor.start();
    }

    int vnode() {
        return vnode;
    }

    BitmapEngine engine() {
        return engine;
    }

    @Override
    public void accept(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        counts[kind.code()]++;
        digest.event(vnode, kind, blockId, walOffset, timestampNanos);
        model.accept(kind, blockId, walOffset, timestampNanos);
        wired.accept(kind, blockId, walOffset, timestampNanos);
    }

    /** Returns when every event handed over has reached the engine. */
    void drain() {
        try {
            interceptor.drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("a run must not be interrupted: vnode=" + vnode, e);
        }
    }

    /** Holds the window that the engine has just fixed against the model; one with losses told has nothing to hold. */
    void checkWindow() throws IOException {
        BackupWindow window = engine.resume(CONSUMER);
        if (window == null) {
            throw new IllegalStateException("a window must be open to be checked: vnode=" + vnode);
        }
        if (!window.fullRequired().isEmpty()) {
            model.forget();
            lossesTold += window.fullRequired().size();
            return;
        }
        ChangeSet changes = window.changes();
        differences.addAll(model.end(changes));
        digest.window(vnode, changes);
        windows++;
    }

    /** How many losses made a full backup necessary. */
    long lossesTold() {
        return lossesTold;
    }

    /** How many events of a kind it took. */
    long count(EventKind kind) {
        return counts[kind.code()];
    }

    /** How many windows were checked. */
    long windows() {
        return windows;
    }

    /** What the windows had wrong. */
    List<String> differences() {
        return differences;
    }

    @Override
    public void close() throws IOException {
        interceptor.close();
        engine.close();
    }
}
