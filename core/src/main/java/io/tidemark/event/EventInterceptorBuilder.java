package io.tidemark.event;

import io.tidemark.spi.Clock;
import io.tidemark.spi.Dispatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongConsumer;

/** Collects the settings of an {@link EventInterceptor}. Each can be given once. To be used by one thread. */
public final class EventInterceptorBuilder {
    /** The ring's capacity if none is given: 65,536 events, 2 MiB. */
    public static final int RING_CAPACITY = 1 << 16;

    /** The most listener lanes. */
    public static final int LANES_MAX = 64;

    /** The largest batch, in events. */
    public static final int BATCH_EVENTS_MAX = 1 << 20;

    final EventBatchSink sink;
    final LossSink lossSink;
    final List<BlockEventListener> listeners = new ArrayList<>();
    int ringCapacity = RING_CAPACITY;
    OverflowPolicy overflowPolicy = OverflowPolicy.BLOCK;
    long blockTimeoutNanos = 10_000_000_000L;
    int batchEvents = 1024;
    int lanes = 4;
    int laneCapacity = 1 << 14;
    int latencyEveryLog2 = 10;
    LongConsumer memoryOwner = bytes -> {};
    Clock clock = Clock.system();
    Dispatcher dispatcher = Dispatcher.threads();

    private final Set<String> given = new HashSet<>();

    EventInterceptorBuilder(EventBatchSink sink, LossSink lossSink) {
        this.sink = Objects.requireNonNull(sink, "sink");
        this.lossSink = Objects.requireNonNull(lossSink, "lossSink");
    }

    /** How many events may wait, as in {@link RingBuffer#RingBuffer(int)}. Default {@link #RING_CAPACITY}. */
    public EventInterceptorBuilder ringCapacity(int events) {
        ringCapacity = once("ringCapacity", events, RingBuffer.CAPACITY_MIN, RingBuffer.CAPACITY_MAX);
        return this;
    }

    /** What to do when the ring is full. Default {@link OverflowPolicy#BLOCK}. */
    public EventInterceptorBuilder overflowPolicy(OverflowPolicy policy) {
        once("overflowPolicy");
        overflowPolicy = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /** How long a host's thread waits under {@link OverflowPolicy#BLOCK}, in nanoseconds, from 0. Default ten seconds. */
    public EventInterceptorBuilder blockTimeoutNanos(long nanos) {
        once("blockTimeoutNanos");
        if (nanos < 0) {
            throw new IllegalArgumentException("blockTimeoutNanos must not be negative: blockTimeoutNanos=" + nanos);
        }
        blockTimeoutNanos = nanos;
        return this;
    }

    /** How many events the sink gets at once at the most, from 1 to {@link #BATCH_EVENTS_MAX}. Default 1024. */
    public EventInterceptorBuilder batchEvents(int events) {
        batchEvents = once("batchEvents", events, 1, BATCH_EVENTS_MAX);
        return this;
    }

    /** By how many agents the listeners are called, from 1 to {@link #LANES_MAX}. Default 4. */
    public EventInterceptorBuilder callbackThreads(int count) {
        lanes = once("callbackThreads", count, 1, LANES_MAX);
        return this;
    }

    /** How many events may wait for the listeners in each lane, before they are skipped. Default 16,384. */
    public EventInterceptorBuilder laneCapacity(int events) {
        laneCapacity = once("laneCapacity", events, RingBuffer.CAPACITY_MIN, RingBuffer.CAPACITY_MAX);
        return this;
    }

    /** Measures the latency of every 2^{@code log2}-th event, from 0 to 30. Default 10: every 1024th. */
    public EventInterceptorBuilder latencyEveryLog2(int log2) {
        latencyEveryLog2 = once("latencyEveryLog2", log2, 0, 30);
        return this;
    }

    /** Adds a listener; may be called again for further ones. */
    public EventInterceptorBuilder listener(BlockEventListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /** Is told how many bytes of heap the interceptor's buffers take, when it is built, and the same below zero when it is closed. */
    public EventInterceptorBuilder memoryOwner(LongConsumer owner) {
        once("memoryOwner");
        memoryOwner = Objects.requireNonNull(owner, "owner");
        return this;
    }

    /** Where time comes from. Default: the machine. */
    public EventInterceptorBuilder clock(Clock clock) {
        once("clock");
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /** Who drives the agents. Default: a thread for each. */
    public EventInterceptorBuilder dispatcher(Dispatcher dispatcher) {
        once("dispatcher");
        this.dispatcher = Objects.requireNonNull(dispatcher, "dispatcher");
        return this;
    }

    /**
     * The interceptor, not started yet.
     *
     * @throws IllegalArgumentException if settings contradict each other
     */
    public EventInterceptor build() {
        refuseWithout("blockTimeoutNanos", overflowPolicy == OverflowPolicy.BLOCK, "overflowPolicy=BLOCK");
        refuseWithout("callbackThreads", !listeners.isEmpty(), "a listener");
        refuseWithout("laneCapacity", !listeners.isEmpty(), "a listener");
        return new EventInterceptor(this);
    }

    private void refuseWithout(String setting, boolean isMet, String condition) {
        if (given.contains(setting) && !isMet) {
            throw new IllegalArgumentException(setting + " has a meaning only with " + condition);
        }
    }

    private int once(String setting, int value, int min, int max) {
        once(setting);
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    setting + " must be from " + min + " to " + max + ": " + setting + "=" + value);
        }
        return value;
    }

    private void once(String setting) {
        if (!given.add(setting)) {
            throw new IllegalArgumentException(setting + " must be given once");
        }
    }
}
