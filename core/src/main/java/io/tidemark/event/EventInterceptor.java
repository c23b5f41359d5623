package io.tidemark.event;

import io.tidemark.spi.Agent;
import io.tidemark.spi.Clock;
import io.tidemark.spi.Dispatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes block events from the threads of a host and brings them to a sink, such as the engine, in batches and in order; an
 * event costs the host O(1) and no allocation, and a wait only when the ring is full.
 *
 * <p><b>No silent loss.</b> Every event is either accepted, and then applied, or told to the {@link LossSink}. A host may hence
 * ignore what {@code onBlock...} answers. Losses are told before the next batch is applied, and by {@link #drain}; so one who
 * calls {@code drain} before he fixes a window finds in it, applied or told, all that was offered before. Under {@link
 * OverflowPolicy#BLOCK} the host waits for room: an interrupt is kept for later and does not cost the event, the timeout makes
 * it a loss. An interceptor that is not running refuses events, and tells each as a loss at once, in the caller's thread.
 *
 * <p><b>When the sink throws.</b> The batch is kept and tried again at the next step, at least once and in order; {@link #state}
 * is {@link InterceptorState#FAILING} meanwhile, {@link #failure} says why, and {@link #drain} and {@link #stop} throw instead of
 * pretending. The ring fills up behind it, and the overflow policy does the rest. A sink must hence bear to see the
 * beginning of a batch again, as the engine does.
 *
 * <p><b>Listeners</b> hear of events after those were applied, in lanes: one block always by the same lane, so in order. They
 * never hold up the tracking: what a full lane has no room for is skipped, and they are told so.
 *
 * <p><b>Who may call.</b> Any thread, any method; but {@code drain}, {@code stop} and {@code close} not from within the sink or a
 * listener, which are refused. An event from there never waits. With a caller-driven dispatcher: one thread at a time, as
 * it asks. <b>Progress.</b> Taking an event is lock-free while there is room, and under {@code DEGRADE} always; waits are
 * bounded by the timeout. {@code start}, {@code stop} and {@code close} exclude each other by a lock that nothing else takes.
 * <b>Happens-before.</b> Giving an event happens-before its application, and that happens-before the return of a {@code drain}
 * that waited for it. <b>Not guaranteed.</b> That sink, loss sink and listeners that never return can be stopped.
 */
public final class EventInterceptor implements EventSink, AutoCloseable {
    /*
     * Field       writer           write mode         read mode   pairs with
     * ----------- ---------------- ------------------ ----------- -------------------------------------------
     * lifecycle   under its lock   volatile           volatile    the pending loss: see below
     * tasks       under its lock   plain              plain       the lock
     * counters    anyone           add                volatile    none: figures
     *
     * Stopping. The ring is closed first: no claim succeeds after that, so that what is claimed then is all there will be, and
     * stop() waits until it is applied. Tempting but false: a flag that producers look at before they offer; one that
     * looked before and offers after would leave an accepted event in a ring that nobody drains.
     *
     * A loss at the moment of stopping. The producer adds it, then reads lifecycle; stop() writes STOPPED, then tells what is
     * pending. Both are volatile, so one of the two sees the other, and the loss is told by it.
     */
    private static final Logger LOG = LoggerFactory.getLogger(EventInterceptor.class);

    private final OverflowPolicy overflowPolicy;
    private final long blockTimeoutNanos;
    private final Clock clock;
    private final Dispatcher dispatcher;
    private final RingBuffer ring;
    private final LossReporter losses;
    private final Deliveries deliveries = new Deliveries();
    private final ListenerLanes lanes;
    private final LatencyHistogram latency = new LatencyHistogram();
    private final LatencySampler sampler;
    private final DrainAgent agent;
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong timedOut = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong abandoned = new AtomicLong();

    private final Object lifecycleLock = new Object();
    private final List<Dispatcher.Task> tasks = new ArrayList<>();
    private volatile Lifecycle lifecycle = Lifecycle.STOPPED;

    private enum Lifecycle {
        /** Nobody drives the agents. */
        STOPPED,
        /** The agents are driven, and tell what is lost. */
        RUNNING,
        /** Stopped, and cannot be started again. */
        CLOSED
    }

    EventInterceptor(EventInterceptorBuilder settings) {
        this.overflowPolicy = settings.overflowPolicy;
        this.blockTimeoutNanos = settings.blockTimeoutNanos;
        this.clock = settings.clock;
        this.dispatcher = settings.dispatcher;
        this.ring = new RingBuffer(settings.ringCapacity);
        this.losses = new LossReporter(settings.lossSink);
        this.lanes = new ListenerLanes(settings.lanes, settings.laneCapacity, settings.listeners);
        this.sampler = new LatencySampler(ring.capacity(), settings.latencyEveryLog2, clock, latency);
        this.agent = new DrainAgent(ring, settings.batchEvents, settings.sink, losses, deliveries, lanes, sampler);
        ring.close();
    }

    /** Begins an interceptor that brings events to {@code sink}, and tells what cannot be brought there to {@code lossSink}. */
    public static EventInterceptorBuilder builder(EventBatchSink sink, LossSink lossSink) {
        return new EventInterceptorBuilder(sink, lossSink);
    }

    // ---- events

    /** Takes the event that a block exists from here on. */
    public Acceptance onBlockCreate(long blockId, long walOffset, long timestampNanos) {
        return offer(EventKind.CREATE, blockId, walOffset, timestampNanos);
    }

    /** Takes the event that a block's content changed. */
    public Acceptance onBlockUpdate(long blockId, long walOffset, long timestampNanos) {
        return offer(EventKind.UPDATE, blockId, walOffset, timestampNanos);
    }

    /** Takes the event that a block is on the host's stable storage. */
    public Acceptance onBlockFlush(long blockId, long walOffset, long timestampNanos) {
        return offer(EventKind.FLUSH, blockId, walOffset, timestampNanos);
    }

    /** Takes the event that a block no longer exists. */
    public Acceptance onBlockDelete(long blockId, long walOffset, long timestampNanos) {
        return offer(EventKind.DELETE, blockId, walOffset, timestampNanos);
    }

    /** As {@link #offer}; what became of the event is not answered, but told if it is lost. */
    @Override
    public void accept(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        offer(kind, blockId, walOffset, timestampNanos);
    }

    /**
     * Takes one event; see the class comment for when it waits.
     *
     * @param blockId the block, unsigned
     * @param walOffset the position in the write-ahead log that caused it, unsigned
     * @param timestampNanos nanoseconds since the epoch, signed
     */
    public Acceptance offer(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        int code = kind.code(); // before the claim: nothing between claim and publication may throw
        long position = ring.claim();
        if (position < 0) {
            position = claimWaiting();
        }
        if (position < 0) {
            return lose(walOffset);
        }
        publish(position, code, blockId, walOffset, timestampNanos);
        return Acceptance.ACCEPTED;
    }

    /**
     * Says that every event with an offset up to {@code walOffset}, unsigned, was given before this call. The sink is told when those
     * are applied, or told as lost.
     */
    public void deliveredThrough(long walOffset) {
        deliveries.add(walOffset, ring.enqueued() - abandoned.get());
    }

    private void publish(long position, int kindCode, long blockId, long walOffset, long timestampNanos) {
        try {
            if (sampler.isSampled(position)) {
                sampler.stamp(position);
            }
        } finally {
            ring.publish(position, kindCode, blockId, walOffset, timestampNanos);
        }
    }

    private long claimWaiting() {
        if (!mayWait()) {
            return RingBuffer.NO_ROOM;
        }
        Deadline deadline = Deadline.in(blockTimeoutNanos, clock);
        boolean wasInterrupted = false;
        while (true) {
            try {
                long position = ring.claimWaiting(dispatcher, deadline);
                restoreInterrupt(wasInterrupted);
                return position;
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
    }

    private boolean mayWait() {
        return overflowPolicy == OverflowPolicy.BLOCK && !isWithin();
    }

    private Acceptance lose(long walOffset) {
        Acceptance why = whyLost();
        counter(why).incrementAndGet();
        losses.add(walOffset, why.reason());
        if (lifecycle != Lifecycle.RUNNING) {
            tellNow();
        }
        return why;
    }

    private Acceptance whyLost() {
        if (ring.isClosed()) {
            return Acceptance.LOST_STOPPED;
        }
        return mayWait() ? Acceptance.LOST_TIMED_OUT : Acceptance.LOST_FULL;
    }

    private AtomicLong counter(Acceptance why) {
        return switch (why) {
            case LOST_FULL -> rejected;
            case LOST_TIMED_OUT -> timedOut;
            case LOST_STOPPED -> refused;
            case ACCEPTED -> throw new AssertionError("an accepted event is not lost: why=" + why);
        };
    }

    private void tellNow() {
        try {
            losses.tell();
        } catch (InterceptorFailedException e) {
            LOG.error("loss is told again by drain, start or close: {}", e.getMessage(), e.getCause());
        }
    }

    // ---- lifecycle

    /**
     * Begins to take events. Does nothing if it is running.
     *
     * @throws IllegalStateException if it is closed
     */
    public void start() {
        refuseFromWithin("start");
        synchronized (lifecycleLock) {
            switch (lifecycle) {
                case RUNNING -> {}
                case CLOSED -> throw new IllegalStateException("interceptor must not be closed to be started");
                case STOPPED -> startAgents();
            }
        }
    }

    private void startAgents() {
        lifecycle = Lifecycle.RUNNING;
        try {
            tasks.add(dispatcher.start(agent));
            for (Agent lane : lanes.agents()) {
                tasks.add(dispatcher.start(lane));
            }
        } catch (RuntimeException | Error e) {
            closeTasks();
            tellNow();
            throw e;
        }
        ring.reopen();
    }

    /**
     * Returns when every event that was given before the call has been applied, or told as lost. Listeners may hear of them later.
     *
     * @throws InterceptorFailedException if the sink or the loss sink fails meanwhile; what is not applied or told is kept, and the
     *     call may be repeated
     * @throws IllegalStateException if accepted events wait in an interceptor that is stopped, after its sink failed
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    public void drain() throws InterruptedException {
        refuseFromWithin("drain");
        Wait wait = new Wait();
        while (!wait.isOver()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            wait.forProgress();
        }
        losses.tell();
    }

    /**
     * Refuses events from now on, and returns when all that were accepted have been applied and told to the listeners. Does nothing if it
     * is not running; can be started again.
     *
     * @throws InterceptorFailedException if the sink or the loss sink fails meanwhile. The interceptor is stopped all the same, and
     *     keeps what is not applied for the next start
     */
    public void stop() {
        refuseFromWithin("stop");
        synchronized (lifecycleLock) {
            if (lifecycle == Lifecycle.RUNNING) {
                stopAgents();
            }
        }
    }

    private void stopAgents() {
        ring.close();
        boolean wasInterrupted = Thread.interrupted();
        try {
            Wait wait = new Wait();
            while (!wait.isOver()) {
                wait.forProgress();
                wasInterrupted |= Thread.interrupted();
            }
        } finally {
            wasInterrupted |= awaitLanes();
            closeTasks();
            tellNow();
            restoreInterrupt(wasInterrupted);
        }
        losses.tell();
    }

    private boolean awaitLanes() {
        boolean wasInterrupted = false;
        for (int attempt = 0; !lanes.isIdle(); attempt++) {
            dispatcher.awaitProgress(attempt);
            wasInterrupted |= Thread.interrupted();
        }
        return wasInterrupted;
    }

    private void closeTasks() {
        tasks.forEach(Dispatcher.Task::close);
        tasks.clear();
        lifecycle = Lifecycle.STOPPED;
    }

    /**
     * Stops for good. Accepted events that the sink still refuses become a loss that is told. Idempotent.
     *
     * @throws InterceptorFailedException if a loss could not be told; the interceptor is closed all the same
     */
    @Override
    public void close() {
        refuseFromWithin("close");
        synchronized (lifecycleLock) {
            if (lifecycle != Lifecycle.CLOSED) {
                stopOrLog();
                abandonRest();
                lifecycle = Lifecycle.CLOSED;
                losses.tell();
            }
        }
    }

    private void stopOrLog() {
        try {
            stop();
        } catch (InterceptorFailedException e) {
            LOG.error("what the sink refused becomes a loss: {}", e.getMessage(), e.getCause());
        }
    }

    /* An offer that was under way when the ring was closed may need another moment. */
    private void abandonRest() {
        boolean wasInterrupted = false;
        for (int attempt = 0; lag() > 0; attempt++) {
            abandoned.addAndGet(agent.abandon());
            if (lag() > 0) {
                dispatcher.awaitProgress(attempt);
                wasInterrupted |= Thread.interrupted();
            }
        }
        restoreInterrupt(wasInterrupted);
    }

    /** Waits until what is accepted now has been applied, or cannot be. */
    private final class Wait {
        private final long target = ring.enqueued() - abandoned.get();
        private final long failuresBefore = agent.failures();
        private int attempt;

        boolean isOver() {
            if (agent.applied() >= target) {
                return true;
            }
            Throwable cause = agent.failure();
            if (cause != null && agent.failures() > failuresBefore) {
                throw new InterceptorFailedException(
                        "accepted events wait, the last attempt failed: lag=" + lag(), cause);
            }
            if (lifecycle != Lifecycle.RUNNING && agent.applied() < target) {
                throw new IllegalStateException(
                        "interceptor must be started to apply events that its sink refused before: lag=" + lag());
            }
            return false;
        }

        void forProgress() {
            dispatcher.awaitProgress(attempt++);
        }
    }

    private boolean isWithin() {
        return agent.isWithin() || lanes.isWithin();
    }

    private void refuseFromWithin(String call) {
        if (isWithin()) {
            throw new IllegalStateException(
                    call + " must not be called from within the sink or a listener: it would wait for itself");
        }
    }

    private static void restoreInterrupt(boolean wasInterrupted) {
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- questions

    /** What it is doing. */
    public InterceptorState state() {
        return switch (lifecycle) {
            case STOPPED -> InterceptorState.STOPPED;
            case RUNNING -> agent.failure() == null ? InterceptorState.RUNNING : InterceptorState.FAILING;
            case CLOSED -> InterceptorState.CLOSED;
        };
    }

    /** Why the last attempt to apply a batch or to tell a loss failed; {@code null} if it did not. */
    public @Nullable Throwable failure() {
        return agent.failure();
    }

    /** Events that were accepted and not applied yet. */
    public long lag() {
        return ring.enqueued() - agent.applied() - abandoned.get();
    }

    /** How long sampled events took from acceptance until they were applied. */
    public LatencyHistogram latency() {
        return latency;
    }

    /** What it has done and holds. */
    public InterceptorStats stats() {
        return new InterceptorStats(
                ring.enqueued(),
                agent.applied(),
                rejected.get(),
                timedOut.get(),
                refused.get(),
                abandoned.get(),
                losses.pendingEvents(),
                agent.failures(),
                lanes.failures(),
                lanes.skips(),
                ring.size(),
                ring.capacity(),
                ring.highWatermark(),
                ring.isUnderPressure());
    }
}
