package io.tidemark.segment;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.event.EventKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The change set of the events in a range, WAL order deciding first and last. Runs that lie wholly inside the range give
 * their bitmaps; of the others only the chunks that it touches are read.
 */
public final class RangeQuery {
    /*
     * Composing runs in arrival order is right as long as each block's events arrived in WAL order. A run says where that
     * may not hold: isDisordered() within itself, lateFrom() against earlier runs. Runs that cannot be told apart so form
     * a group, whose events are merged one by one in WAL order. All other groups have one run. A group is a stretch of
     * neighbours: what lies between two of its members in arrival order belongs to it.
     */
    private final EventRange range;
    private final QueryMemory memory;

    private RangeQuery(EventRange range, QueryMemory memory) {
        this.range = range;
        this.memory = memory;
    }

    /**
     * Asks.
     *
     * @param runs all runs, in order of arrival
     * @param memory where what it takes is counted
     */
    public static ChangeSet run(List<? extends EventRun> runs, EventRange range, QueryMemory memory)
            throws IOException {
        if (range.isEmpty()) {
            return ChangeSet.EMPTY;
        }
        List<EventRun> touched = new ArrayList<>();
        for (EventRun run : runs) {
            if (range.touches(run.zone())) {
                touched.add(run);
            }
        }
        return new RangeQuery(range, memory).compose(touched);
    }

    private ChangeSet compose(List<EventRun> runs) throws IOException {
        List<ChangeSet> changes = new ArrayList<>();
        int[] groupOf = groups(runs);
        for (int begin = 0; begin < runs.size(); ) {
            int end = begin + 1;
            while (end < runs.size() && groupOf[end] == groupOf[begin]) {
                end++;
            }
            changes.add(changes(runs.subList(begin, end)));
            begin = end;
        }
        return memory.compose(changes);
    }

    /* The group of each run, named by its first member. */
    private static int[] groups(List<EventRun> runs) {
        int[] group = new int[runs.size()];
        for (int i = 0; i < group.length; i++) {
            group[i] = i;
            long lateFrom = runs.get(i).lateFrom();
            for (int j = 0; j < i; j++) {
                if (Long.compareUnsigned(lateFrom, runs.get(j).zone().maxWal()) < 0) {
                    join(group, group[j], i);
                    break;
                }
            }
        }
        return group;
    }

    private static void join(int[] group, int first, int last) {
        for (int i = first; i <= last; i++) {
            group[i] = first;
        }
    }

    private ChangeSet changes(List<EventRun> group) throws IOException {
        EventRun only = group.get(0);
        if (group.size() == 1 && range.covers(only.zone()) && !only.isDisordered()) {
            return only.changes();
        }
        memory.holdCursors(group.stream().mapToLong(EventRun::cursorBytes).sum());
        EventCursor events = group.size() == 1 ? only.events(range) : new MergedCursor(group, range);
        ChangeSet.Builder changes = ChangeSet.builder();
        while (events.next()) {
            changes.accept(EventKind.ofCode(events.kind), events.blockId, events.walOffset, events.timestampNanos);
        }
        return changes.build();
    }
}
