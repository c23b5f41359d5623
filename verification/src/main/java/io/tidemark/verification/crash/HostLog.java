package io.tidemark.verification.crash;

import io.tidemark.event.BlockEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * The host's write-ahead log: every event, in the order of their offsets, and which of them wait to be handed over. It
 * survives every crash: it is what the host delivers again from.
 */
final class HostLog {
    private final List<BlockEvent> events;
    private final List<Deque<Integer>> lanes = new ArrayList<>();
    private final BitSet waiting;

    HostLog() {
        this(new ArrayList<>(), new BitSet());
        for (int lane = 0; lane < Scenario.LANES; lane++) {
            lanes.add(new ArrayDeque<>());
        }
    }

    private HostLog(List<BlockEvent> events, BitSet waiting) {
        this.events = events;
        this.waiting = waiting;
    }

    HostLog copy() {
        HostLog copy = new HostLog(new ArrayList<>(events), (BitSet) waiting.clone());
        lanes.forEach(lane -> copy.lanes.add(new ArrayDeque<>(lane)));
        return copy;
    }

    int size() {
        return events.size();
    }

    BlockEvent event(int index) {
        return events.get(index);
    }

    void append(BlockEvent event) {
        int index = events.size();
        events.add(event);
        lanes.get(Scenario.lane(event.blockId())).add(index);
        waiting.set(index);
    }

    /** Takes the next event out of a lane; -1 if none waits. */
    int take(int lane) {
        Integer index = lanes.get(lane).poll();
        if (index == null) {
            return -1;
        }
        waiting.clear(index);
        return index;
    }

    /** Takes an event out of its lane, if it waits there. */
    void takeOut(int index) {
        if (waiting.get(index)) {
            waiting.clear(index);
            lanes.get(Scenario.lane(event(index).blockId())).remove((Integer) index);
        }
    }

    /** The first event at or after an offset; the size if there is none. */
    int firstFrom(long walOffset) {
        int first = 0;
        while (first < events.size() && Long.compareUnsigned(events.get(first).walOffset(), walOffset) < 0) {
            first++;
        }
        return first;
    }

    /** The first event that was never handed over; -1 if there is none. */
    int firstWaiting() {
        return waiting.nextSetBit(0);
    }

    /** How many events from the first on do not wait and have all events of their offset beside them. */
    int settled() {
        int first = waiting.nextSetBit(0);
        if (first < 0) {
            return events.size();
        }
        while (first > 0
                && events.get(first - 1).walOffset() == events.get(first).walOffset()) {
            first--;
        }
        return first;
    }
}
