package io.tidemark.reports.bench.ring;

import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;

/** The one consumer: drains a queue in a thread of its own until it is ended, and sums up what came. */
final class Drain implements EventSink {
    private final EventQueue queue;
    private final Thread thread;
    private volatile boolean isEnding;
    private long events;
    private long sum;

    /** Begins to drain. */
    Drain(EventQueue queue) {
        this.queue = queue;
        this.thread = new Thread(this::run, "drain");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        int idle = 0;
        boolean wasEnding;
        int drained;
        do {
            wasEnding = isEnding;
            drained = queue.drain(this);
            idle = drained > 0 ? 0 : Idle.after(idle);
        } while (drained > 0 || !wasEnding);
    }

    @Override
    public void accept(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        events++;
        sum += checksum(kind, blockId, walOffset, timestampNanos);
    }

    /** What an event adds to the {@link #sum}. */
    static long checksum(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        return blockId + 3 * walOffset + 5 * timestampNanos + kind.code();
    }

    /** Returns when all that was offered before has been drained. */
    void end() throws InterruptedException {
        isEnding = true;
        thread.join();
    }

    /** How many events came. After {@link #end}. */
    long events() {
        return events;
    }

    /** The checksums of all. After {@link #end}. */
    long sum() {
        return sum;
    }
}
