package io.tidemark.simulator;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.engine.BackupWindow;
import io.tidemark.engine.BitmapEngine;
import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The tracking side of a vnode: takes its events, hands them to the engine, and keeps the plain model beside it. */
final class Tracker implements EventSink, AutoCloseable {
    static final String CONSUMER = "nightly";

    private final int vnode;
    private final BitmapEngine engine;
    private final EventSink toEngine;
    private final RunDigest digest;
    private final WindowModel model = new WindowModel();
    private final List<String> differences = new ArrayList<>();
    private final long[] counts = new long[EventKind.values().length];
    private long windows;

    Tracker(int vnode, BitmapEngine engine, RunOptions.Wiring wiring, RunDigest digest) throws IOException {
        this.vnode = vnode;
        this.engine = engine;
        this.toEngine = wiring.between(vnode, engine);
        this.digest = digest;
        engine.addConsumerFromStart(CONSUMER);
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
        toEngine.accept(kind, blockId, walOffset, timestampNanos);
    }

    /** Returns when every event handed over has reached the engine. */
    void drain() {}

    /** Holds the window that the engine has just fixed against the model. */
    void checkWindow() throws IOException {
        BackupWindow window = engine.resume(CONSUMER);
        if (window == null) {
            throw new IllegalStateException("a window must be open to be checked: vnode=" + vnode);
        }
        ChangeSet changes = window.changes();
        differences.addAll(model.end(changes));
        digest.window(vnode, changes);
        windows++;
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
        engine.close();
    }
}
