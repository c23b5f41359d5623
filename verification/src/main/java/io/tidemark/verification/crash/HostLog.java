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
    private int settled;

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
        copy.settled = settled;
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

    /** Takes out of their lanes the events below an offset that wait there. */
    void takeOutBelow(long walOffset) {
        int end = firstFrom(walOffset);
        for (int index = 0; index < end; index++) {
            takeOut(index);
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

    /**
     * Declares settled what can be: the events from the first on that do not wait, up to the last one all of whose offset are such.
     *
     * @return how many that are
     */
    int settle() {
        int end = waiting.nextSetBit(0);
        if (end < 0) {
            end = events.size();
        }
        while (end > 0
                && end < events.size()
                && events.get(end - 1).walOffset() == events.get(end).walOffset()) {
            end--;
        }
        settled = Math.max(settled, end);
        return settled;
    }

    /** Whether the last event is settled, so that no other one of its offset can come. */
    boolean isLastSettled() {
        return settled == events.size();
    }
}
