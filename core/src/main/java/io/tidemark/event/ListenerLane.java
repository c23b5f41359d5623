package io.tidemark.event;

import io.tidemark.spi.Agent;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One queue of applied events on their way to the listeners, with the agent that delivers them. A block belongs to one lane,
 * so that its events are delivered in order.
 *
 * <p><b>Who may call.</b> {@link #offer}: the drain agent only. {@link #step}: the lane's driver. Questions: any thread.
 * <b>Progress.</b> {@code offer} is wait-free and never waits for a listener. <b>Happens-before.</b> Offering an event
 * happens-before its delivery. <b>Not guaranteed.</b> Delivery: events that find the lane full are skipped, and the
 * listeners told.
 */
final class ListenerLane implements Agent {
    private static final int STEP_EVENTS = 256;

    /*
     * Field      writer                 write mode            read mode   pairs with
     * ---------- ---------------------- --------------------- ----------- ----------------------------------------
     * skipped    drain agent; stepper   add; getAndSet        volatile    each other
     * skips      drain agent            volatile              volatile    none: a figure
     * delivered  stepper                volatile              volatile    each other
     *
     * The stepper drains first and looks at skipped then. An event that was offered after a skip is drained after it, so that
     * the look finds the skip; the other way round the skip could come behind it.
     */
    private final String name;
    private final RingBuffer ring;
    private final List<ListenerGuard> listeners;
    private final EventBatch batch = new EventBatch(STEP_EVENTS);
    private final AgentThread thread = new AgentThread();
    private final AtomicLong skipped = new AtomicLong();
    private final AtomicLong skips = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();

    ListenerLane(String name, int capacity, List<ListenerGuard> listeners) {
        this.name = name;
        this.ring = new RingBuffer(capacity);
        this.listeners = listeners;
    }

    long memoryBytes() {
        return ring.memoryBytes() + batch.memoryBytes();
    }

    @Override
    public String name() {
        return name;
    }

    void offer(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        if (!ring.offer(kind, blockId, walOffset, timestampNanos)) {
            skipped.incrementAndGet();
            skips.incrementAndGet();
        }
    }

    /** Delivers some events; answers how many. */
    @Override
    public int step() {
        thread.enter();
        try {
            int drained = ring.drain(batch, STEP_EVENTS);
            tellSkipped();
            batch.forEach(this::deliver);
            batch.clear();
            delivered.addAndGet(drained);
            return drained;
        } finally {
            thread.leave();
        }
    }

    private void tellSkipped() {
        if (skipped.get() == 0) {
            return;
        }
        long events = skipped.getAndSet(0);
        for (ListenerGuard listener : listeners) {
            listener.onSkipped(events);
        }
    }

    private void deliver(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        for (ListenerGuard listener : listeners) {
            listener.onBlockEvent(kind, blockId, walOffset, timestampNanos);
        }
    }

    /** Whether all that was offered has been delivered, and all skips were told. */
    boolean isIdle() {
        return delivered.get() == ring.enqueued() && skipped.get() == 0;
    }

    boolean isWithin() {
        return thread.isCurrent();
    }

    long skips() {
        return skips.get();
    }
}
