package io.tidemark.index;

import static io.tidemark.index.NodeStore.NO_SLOT;

/** One pass over a range, part by part: each is copied as of one moment and then handed out. Belongs to one thread. */
final class Visit {
    private final SkipListIndex index;
    private final boolean isAscending;
    private final long[] keys = new long[SkipListIndex.PART_PAIRS];
    private final long[] values = new long[SkipListIndex.PART_PAIRS];
    private long from;
    private long fromValue = Long.MIN_VALUE;
    private long to;
    private long toValue = Long.MAX_VALUE;
    private int limit = SkipListIndex.PART_PAIRS;
    private int count;

    Visit(SkipListIndex index, long from, long to, boolean isAscending) {
        this.index = index;
        this.from = from;
        this.to = to;
        this.isAscending = isAscending;
    }

    void run(PairVisitor visitor) {
        do {
            readPart();
            for (int i = 0; i < count; i++) {
                if (!visitor.visit(index.key(keys[i]), values[i])) {
                    return;
                }
            }
        } while (count == limit && narrow());
    }

    /* Goes on behind the last pair; false if there can be none. */
    private boolean narrow() {
        long key = keys[count - 1];
        long value = values[count - 1];
        if (isAscending) {
            from = value == Long.MAX_VALUE ? key + 1 : key;
            fromValue = value + 1; // wraps around to the lowest with the key that follows
            return value != Long.MAX_VALUE || key != Long.MAX_VALUE;
        }
        to = value == Long.MIN_VALUE ? key - 1 : key;
        toValue = value - 1;
        return value != Long.MIN_VALUE || key != Long.MIN_VALUE;
    }

    private void readPart() {
        long begun = index.version().even();
        read(index.store(), begun);
        while (!index.version().isStill(begun)) {
            limit = Math.max(
                    SkipListIndex.PART_PAIRS_MIN,
                    limit / 2); // what is shorter is more likely to be done between changes
            begun = index.version().even();
            read(index.store(), begun);
        }
    }

    private void read(NodeStore nodes, long begun) {
        int slot = isAscending
                ? index.slotFrom(nodes, from, fromValue, begun)
                : index.slotThrough(nodes, to, toValue, begun);
        count = 0;
        while (slot != NO_SLOT && count < limit) {
            slot = isAscending ? copyUp(nodes, slot) : copyDown(nodes, slot);
        }
    }

    /* Copies from a slot on to the end of its node; answers where to go on, none behind the range. */
    private int copyUp(NodeStore nodes, int first) {
        int end = Math.min(nodes.endSlot(first), first + limit - count);
        int slot = first;
        for (int i = count; slot < end && !nodes.isAfter(slot, to, toValue); slot++, i++) {
            keys[i] = nodes.keys[slot];
            values[i] = nodes.values[slot];
        }
        count += slot - first;
        boolean isNodeDone = slot == end && first < end; // where links from several moments lead, a node may be empty
        return isNodeDone ? nodes.slotAfter(slot - 1) : NO_SLOT;
    }

    /* Copies from a slot back to the beginning of its node. */
    private int copyDown(NodeStore nodes, int last) {
        int end = Math.max(nodes.beginSlot(last) - 1, last - limit + count);
        int slot = last;
        for (int i = count; slot > end && !nodes.isBefore(slot, from, fromValue); slot--, i++) {
            keys[i] = nodes.keys[slot];
            values[i] = nodes.values[slot];
        }
        count += last - slot;
        return slot == end ? nodes.slotBefore(slot + 1) : NO_SLOT;
    }
}
