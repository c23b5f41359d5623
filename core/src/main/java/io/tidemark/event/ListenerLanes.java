package io.tidemark.event;

import io.tidemark.spi.Agent;
import java.util.ArrayList;
import java.util.List;

/** The lanes over which applied events go to the listeners, each block by the same lane. None if there are no listeners. */
final class ListenerLanes {
    /** An odd number near 2^64 divided by the golden ratio: spreads neighbouring ids over the high bits. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final List<ListenerGuard> listeners;
    private final List<ListenerLane> lanes;

    ListenerLanes(int count, int capacity, List<BlockEventListener> listeners) {
        this.listeners = listeners.stream().map(ListenerGuard::new).toList();
        List<ListenerLane> created = new ArrayList<>();
        for (int i = 0; i < count && !listeners.isEmpty(); i++) {
            created.add(new ListenerLane("listener-" + i, capacity, this.listeners));
        }
        this.lanes = List.copyOf(created);
    }

    /** Queues applied events; never waits. */
    void offer(EventBatch batch) {
        if (!lanes.isEmpty()) {
            batch.forEach(this::offer);
        }
    }

    private void offer(EventKind kind, long blockId, long walOffset, long timestampNanos) {
        lanes.get(laneOf(blockId, lanes.size())).offer(kind, blockId, walOffset, timestampNanos);
    }

    /** The lane of a block, from 0 to {@code count} - 1: the high half of a spread id, scaled. */
    static int laneOf(long blockId, int count) {
        long high = (blockId * SPREAD) >>> Integer.SIZE;
        return (int) ((high * count) >>> Integer.SIZE);
    }

    List<? extends Agent> agents() {
        return lanes;
    }

    long memoryBytes() {
        return lanes.stream().mapToLong(ListenerLane::memoryBytes).sum();
    }

    boolean isIdle() {
        return lanes.stream().allMatch(ListenerLane::isIdle);
    }

    boolean isWithin() {
        return lanes.stream().anyMatch(ListenerLane::isWithin);
    }

    long failures() {
        return listeners.stream().mapToLong(ListenerGuard::failures).sum();
    }

    long skips() {
        return lanes.stream().mapToLong(ListenerLane::skips).sum();
    }
}
