package io.tidemark.event;

import io.tidemark.spi.Agent;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves events from the ring into the sink, in batches, and tells losses before each. A batch that the sink refuses is kept and
 * tried again: at least once, in order.
 *
 * <p><b>Who may call.</b> {@link #step}: the driver. {@link #abandon}: when there is no driver. Questions: any thread.
 * <b>Progress.</b> That of the sink. <b>Happens-before.</b> Applying an event happens-before {@link #applied} counts it.
 * <b>Not guaranteed.</b> Exactly once: a sink that threw in the middle of a batch gets its beginning again.
 */
final class DrainAgent implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(DrainAgent.class);

    /*
     * Field      writer    write mode   read mode   pairs with
     * ---------- --------- ------------ ----------- ------------------------------------------------
     * applied    stepper   volatile     volatile    each other: who reads it sees the sink's work
     * failures   stepper   volatile     volatile    each other
     * failure    stepper   volatile     volatile    each other; written before failures
     */
    private final RingBuffer ring;
    private final int batchEvents;
    private final EventBatchSink sink;
    private final LossReporter losses;
    private final Deliveries deliveries;
    private final ListenerLanes lanes;
    private final LatencySampler sampler;
    private final EventBatch batch;
    private final AgentThread thread = new AgentThread();
    private final AtomicLong applied = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile @Nullable Throwable failure;

    DrainAgent(
            RingBuffer ring,
            int batchEvents,
            EventBatchSink sink,
            LossReporter losses,
            Deliveries deliveries,
            ListenerLanes lanes,
            LatencySampler sampler) {
        this.ring = ring;
        this.batchEvents = batchEvents;
        this.sink = sink;
        this.losses = losses;
        this.deliveries = deliveries;
        this.lanes = lanes;
        this.sampler = sampler;
        this.batch = new EventBatch(batchEvents);
    }

    @Override
    public String name() {
        return "event-drain";
    }

    /** Tells what was lost and applies one batch; answers how many events that were together. */
    @Override
    public int step() {
        thread.enter();
        try {
            long failuresBefore = failures.get();
            long done = tellLosses() + applyBatch();
            if (failures.get() == failuresBefore) {
                tellDeliveries();
            }
            if (failures.get() == failuresBefore) {
                failure = null;
            }
            return (int) Math.min(done, Integer.MAX_VALUE);
        } finally {
            thread.leave();
        }
    }

    private long tellLosses() {
        try {
            return losses.tell();
        } catch (InterceptorFailedException e) {
            failed(e);
            return 0;
        }
    }

    /* What was lost before the host said so is pending by then: it has to be told first. */
    private void tellDeliveries() {
        try {
            while (deliveries.isDue(applied.get())) {
                long walOffset = deliveries.take();
                losses.tell();
                sink.deliveredThrough(walOffset);
            }
        } catch (InterceptorFailedException e) {
            failed(e);
        } catch (RuntimeException | Error e) {
            failed(new InterceptorFailedException("delivery could not be told, a later one will be", e));
        }
    }

    private int applyBatch() {
        if (batch.isEmpty()) {
            ring.drain(batch, batchEvents);
        }
        int count = batch.count();
        if (count == 0 || !applyToSink()) {
            return 0;
        }
        sampler.record(applied.get(), count);
        lanes.offer(batch);
        batch.clear();
        applied.addAndGet(count);
        return count;
    }

    private boolean applyToSink() {
        try {
            sink.apply(batch);
            return true;
        } catch (RuntimeException | Error e) {
            failed(new InterceptorFailedException(
                    "batch of events could not be applied, it is kept: count=" + batch.count(), e));
            return false;
        }
    }

    private void failed(InterceptorFailedException e) {
        if (failure == null) {
            LOG.error("events wait, it will be tried again: {}", e.getMessage(), e.getCause());
        }
        failure = e.getCause();
        failures.incrementAndGet();
    }

    /**
     * Gives up what was accepted and not applied, and counts it as lost.
     *
     * @return how many events
     */
    long abandon() {
        long abandoned = 0;
        do {
            for (int i = 0; i < batch.count(); i++) {
                losses.add(batch.walOffset(i), "accepted, but could not be applied until the end");
            }
            abandoned += batch.count();
            batch.clear();
        } while (ring.drain(batch, batchEvents) > 0);
        return abandoned;
    }

    /** Events that the sink has applied. */
    long applied() {
        return applied.get();
    }

    /** Steps that failed. */
    long failures() {
        return failures.get();
    }

    /** Why the last step failed; {@code null} if it did not. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    boolean isWithin() {
        return thread.isCurrent();
    }
}
