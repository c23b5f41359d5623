package io.tidemark.reports.billion;

import io.tidemark.engine.BackupWindow;
import io.tidemark.engine.BitmapEngine;
import io.tidemark.event.EventSink;
import java.io.IOException;

/** Delivers a made-up log to an engine as a host would, and times it. For one thread. */
final class Host {
    private static final int STEP_EVENTS = 64 * Visit.BURST_EVENTS;
    private static final long LOOK_NANOS = 200_000_000;

    private final SyntheticLog log;
    private final BitmapEngine engine;
    private final EventSink marks;
    private final LifeListener listener;
    private ProcessFigures process = ProcessFigures.now();
    private long lookedNanos = System.nanoTime();
    private long delivered;
    private long nanos;
    private long beginNanos;
    private long spillFailures;

    /**
     * A host that has delivered nothing.
     *
     * @param marks where events go: the engine, or what stands before it
     */
    Host(SyntheticLog log, BitmapEngine engine, EventSink marks, LifeListener listener) {
        this.log = log;
        this.engine = engine;
        this.marks = marks;
        this.listener = listener;
    }

    /** Delivers the events from number {@code from} to {@code to}, exclusive. */
    void deliver(long from, long to) throws IOException {
        long begin = System.nanoTime();
        for (long next = from; next < to; ) {
            long end = Math.min(to, next + STEP_EVENTS);
            log.deliver(next, end, marks);
            delivered += end - next;
            next = end;
            tell(end);
            look(end);
        }
        nanos += System.nanoTime() - begin;
    }

    /* The offset of the last event may have more events to come, unless the log is at its end. */
    private void tell(long end) {
        long complete = end == log.events() ? log.walOffset(end - 1) : log.walOffset(end) - 1;
        if (complete > 0) {
            engine.deliveredThrough(complete);
        }
    }

    private void look(long end) throws IOException {
        long now = System.nanoTime();
        if (now - lookedNanos >= LOOK_NANOS) {
            lookedNanos = now;
            process = process.max(ProcessFigures.now());
            checkDisk();
            listener.delivered(end);
        }
    }

    /* The engine goes on in memory when it cannot write. Here that would only end later, with the heap: better say why. */
    private void checkDisk() throws IOException {
        long failures = engine.stats().spillFailures();
        if (failures > spillFailures) {
            spillFailures = failures;
            engine.checkpoint();
        }
    }

    /** Begins a window, which makes all that was delivered durable: that is part of the delivery's time. */
    BackupWindow begin(String consumer) throws IOException {
        long begin = System.nanoTime();
        BackupWindow window = engine.begin(consumer);
        beginNanos = System.nanoTime() - begin;
        nanos += beginNanos;
        return window;
    }

    /** What the last {@link #begin} took. */
    double beginMillis() {
        return beginNanos / 1e6;
    }

    /** Events delivered so far. */
    long delivered() {
        return delivered;
    }

    /** What delivering them has taken. */
    double seconds() {
        return nanos / 1e9;
    }

    /** What process and engine took up to now. */
    LifeFigures figures() {
        process = process.max(ProcessFigures.now());
        return LifeFigures.of(process, engine);
    }
}
