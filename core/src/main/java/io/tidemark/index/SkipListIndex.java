package io.tidemark.index;

import static io.tidemark.index.NodeStore.HEAD;
import static io.tidemark.index.NodeStore.LEVELS;
import static io.tidemark.index.NodeStore.NODE_PAIRS;
import static io.tidemark.index.NodeStore.NO_NODE;
import static io.tidemark.index.NodeStore.NO_SLOT;

import java.util.ConcurrentModificationException;
import java.util.function.LongSupplier;

/**
 * A sorted set of pairs of {@code long}s, by key and among equal keys by value: an index from offsets or times to numbers. Values
 * compare as signed numbers. All operations are expected O(log n); a step of a visit is O(1) and allocates nothing. A skip list
 * (Pugh, CACM 33(6), 1990) whose nodes hold up to 64 pairs each, in flat arrays: 17 to 30 bytes a pair as they come in order or at
 * random.
 *
 * <p><b>Who may call.</b> One thread at a time: {@link #insert}, {@link #remove}, {@link #clear}, {@link #memoryBytes}; it may
 * change from call to call if one call happens-before the next. Two at once break the index, and though most such calls are refused,
 * some are not. Any thread: everything else. A visitor may call all of these, as far as its thread may.
 *
 * <p><b>Progress.</b> The writer never waits. Readers take no lock and do not disturb the writer, nor each other; but they wait
 * while a change is under way, some ten nanoseconds or as long as the scheduler stops the writer in it, and one that overlaps a
 * change begins again. In theory a writer that never rests can delay a reader without bound.
 *
 * <p><b>Happens-before.</b> A call sees every change that returned before it began, also where threads speak to each other through
 * other volatile variables, and what a thread did before a change happens-before what a reader does that saw it.
 *
 * <p><b>Not guaranteed.</b> That a visit of many pairs sees one moment: it sees one part after another, each as of one moment and
 * of {@value #PART_PAIRS} pairs, or fewer, down to {@value #PART_PAIRS_MIN}, while the writer is busy. A pair that is there throughout is visited just once, in order; one that comes or goes
 * meanwhile may be visited or not.
 */
public final class SkipListIndex {
    /*
     * Readers and the writer share the fields below under a Seqlock: see there for memory modes.
     *
     * Field            writer    write mode               read mode
     * ---------------- --------- ------------------------ -------------------------------
     * store, arrays    writer    plain, in a change       plain, then validated
     * size             writer    plain, in a change       plain, then validated
     * predecessors     writer    plain                    plain, by the writer only
     *
     * Tempting but false: that a reader which will fail its validation is harmless until then. Links from several moments can lead
     * round in circles. So a search looks at the version every STEPS_BETWEEN_CHECKS. It cannot leave the arrays: it reads all of
     * them from one NodeStore, whose links stay inside it; growing makes a new one and leaves the old as it was.
     *
     * An operation that fails, for want of memory or of numbers for nodes, does so before its change begins.
     */
    /** How many pairs a visit reads at one moment, if it need not begin again. */
    public static final int PART_PAIRS = 256;

    /** How many pairs a visit reads at one moment at the least, if there are as many. */
    public static final int PART_PAIRS_MIN = 16;

    /* Arrays have int indexes; with room for what a JVM keeps of the largest. */
    private static final int NODES_MAX = Integer.MAX_VALUE / NODE_PAIRS - 1;
    private static final int STEPS_BETWEEN_CHECKS = 64;

    private final long flip;
    private final LongSupplier randomBits;
    private final int nodesMax;
    private final Seqlock version = new Seqlock();
    private final int[] predecessors = new int[LEVELS];

    private NodeStore store;
    private int size;

    /**
     * An empty index.
     *
     * @param order how keys compare
     * @param randomBits 64 bits at each call, of which the heights of nodes are made; equal bits give equal lists
     */
    public SkipListIndex(KeyOrder order, LongSupplier randomBits) {
        this(order, randomBits, NODES_MAX);
    }

    SkipListIndex(KeyOrder order, LongSupplier randomBits, int nodesMax) {
        this.flip = order == KeyOrder.UNSIGNED ? Long.MIN_VALUE : 0;
        this.randomBits = randomBits;
        this.nodesMax = nodesMax;
        this.store = new NodeStore(nodesMax);
    }

    // ---- writing

    /**
     * Adds a pair; false if it is there already.
     *
     * @throws IllegalStateException if there are more pairs than arrays can hold, some 2^30 to 2^31; nothing has changed then
     * @throws ConcurrentModificationException if another thread writes; that thread's change is done
     */
    public boolean insert(long key, long value) {
        long begun = version.now();
        long sortKey = key ^ flip;
        int node = findPredecessors(sortKey, value);
        int at = store.countBefore(node, sortKey, value);
        if (store.isAt(node, at, sortKey, value)) {
            return false;
        }
        if (store.count(node) < NODE_PAIRS) {
            version.beginWrite(begun);
            store.add(node, at, sortKey, value);
        } else {
            insertIntoFull(node, at, sortKey, value, begun);
        }
        size++;
        version.endWrite(begun);
        return true;
    }

    private void insertIntoFull(int node, int at, long sortKey, long value, long begun) {
        NodeStore target = store.withRoom();
        int height = Math.min(LEVELS, 1 + Long.numberOfTrailingZeros(randomBits.getAsLong()) / 2);
        int kept = keptInSplit(node, at);
        version.beginWrite(begun);
        store = target;
        int added = target.split(node, kept);
        target.link(added, height, predecessors);
        boolean isInAdded = at > kept || kept == NODE_PAIRS;
        target.add(isInAdded ? added : node, isInAdded ? at - kept : at, sortKey, value);
    }

    /* Half; but at the ends of the list all or nothing, so that pairs which come in order leave full nodes behind. */
    private int keptInSplit(int node, int at) {
        boolean isAtEnd = at == NODE_PAIRS && store.next(node, 0) == NO_NODE;
        return isAtEnd || at == 0 ? at : NODE_PAIRS / 2;
    }

    /**
     * Removes a pair; false if it is not there. The memory is kept for others.
     *
     * @throws ConcurrentModificationException if another thread writes; that thread's change is done
     */
    public boolean remove(long key, long value) {
        long begun = version.now();
        long sortKey = key ^ flip;
        int node = findPredecessors(sortKey, value);
        int at = store.countBefore(node, sortKey, value);
        if (!store.isAt(node, at, sortKey, value)) {
            return false;
        }
        version.beginWrite(begun);
        store.removeAt(node, at);
        mergeAround(node);
        size--;
        version.endWrite(begun);
        return true;
    }

    private void mergeAround(int node) {
        if (store.shouldMerge(node, store.next(node, 0))) {
            store.mergeNext(node, predecessors);
        }
        int before = store.previous(node);
        if (node != HEAD && store.shouldMerge(before, node)) {
            findPredecessors(store.keys[before * NODE_PAIRS], store.values[before * NODE_PAIRS]);
            store.mergeNext(before, predecessors);
        }
    }

    /** Removes every pair and gives the memory back. */
    public void clear() {
        long begun = version.now();
        NodeStore empty = new NodeStore(nodesMax);
        version.beginWrite(begun);
        store = empty;
        size = 0;
        version.endWrite(begun);
    }

    /* The last node on each level that begins at or before the pair; answers that of the lowest. */
    private int findPredecessors(long sortKey, long value) {
        NodeStore nodes = store;
        int node = HEAD;
        for (int level = LEVELS - 1; level >= 0; level--) {
            int next = nodes.next(node, level);
            while (next != NO_NODE && !nodes.beginsAfter(next, sortKey, value)) {
                node = next;
                next = nodes.next(node, level);
            }
            predecessors[level] = node;
        }
        return node;
    }

    // ---- reading

    /** How many pairs there are. */
    public int size() {
        while (true) {
            long begun = version.even();
            int found = size;
            if (version.isStill(begun)) {
                return found;
            }
        }
    }

    /** The smallest value under a key, or {@code absent} if there is none. */
    public long find(long key, long absent) {
        long sortKey = key ^ flip;
        while (true) {
            long begun = version.even();
            NodeStore nodes = store;
            int slot = slotFrom(nodes, sortKey, Long.MIN_VALUE, begun);
            long value = slot != NO_SLOT && nodes.keys[slot] == sortKey ? nodes.values[slot] : absent;
            if (version.isStill(begun)) {
                return value;
            }
        }
    }

    /** Finds the last pair with a key at or below {@code key}; false, and {@code into} unchanged, if there is none. */
    public boolean floor(long key, Pair into) {
        return nearest(key ^ flip, /* isBelow= */ true, into);
    }

    /** Finds the first pair with a key at or above {@code key}; false, and {@code into} unchanged, if there is none. */
    public boolean ceiling(long key, Pair into) {
        return nearest(key ^ flip, /* isBelow= */ false, into);
    }

    /** Finds the first pair; false, and {@code into} unchanged, if there is none. */
    public boolean first(Pair into) {
        return nearest(Long.MIN_VALUE, /* isBelow= */ false, into);
    }

    /** Finds the last pair; false, and {@code into} unchanged, if there is none. */
    public boolean last(Pair into) {
        return nearest(Long.MAX_VALUE, /* isBelow= */ true, into);
    }

    private boolean nearest(long sortKey, boolean isBelow, Pair into) {
        while (true) {
            long begun = version.even();
            NodeStore nodes = store;
            int slot = isBelow
                    ? slotThrough(nodes, sortKey, Long.MAX_VALUE, begun)
                    : slotFrom(nodes, sortKey, Long.MIN_VALUE, begun);
            long key = slot == NO_SLOT ? 0 : nodes.keys[slot] ^ flip;
            long value = slot == NO_SLOT ? 0 : nodes.values[slot];
            if (version.isStill(begun)) {
                return slot != NO_SLOT && into.set(key, value);
            }
        }
    }

    /** Visits the pairs with {@code from <= key <= to}, ascending; none if {@code from > to}. */
    public void ascending(long from, long to, PairVisitor visitor) {
        new Visit(this, from ^ flip, to ^ flip, /* isAscending= */ true).run(visitor);
    }

    /** Visits the pairs with {@code from <= key <= to}, descending; none if {@code from > to}. */
    public void descending(long from, long to, PairVisitor visitor) {
        new Visit(this, from ^ flip, to ^ flip, /* isAscending= */ false).run(visitor);
    }

    /** The first slot at or after a pair; anything if the version has changed. */
    int slotFrom(NodeStore nodes, long sortKey, long value, long begun) {
        int node = lastNodeThrough(nodes, sortKey, value, begun);
        return nodes.slotFrom(node, nodes.countBefore(node, sortKey, value));
    }

    /** The last slot at or before a pair; anything if the version has changed. */
    int slotThrough(NodeStore nodes, long sortKey, long value, long begun) {
        int node = lastNodeThrough(nodes, sortKey, value, begun);
        int at = nodes.countBefore(node, sortKey, value);
        int slot = node * NODE_PAIRS + at;
        if (nodes.isAt(node, at, sortKey, value)) {
            return slot;
        }
        return at > 0 ? slot - 1 : NO_SLOT; // only the head can begin after the pair
    }

    /* The last node that begins at or before a pair, or the head. */
    private int lastNodeThrough(NodeStore nodes, long sortKey, long value, long begun) {
        int node = HEAD;
        int steps = 0;
        for (int level = LEVELS - 1; level >= 0; level--) {
            int next = nodes.next(node, level);
            while (next != NO_NODE && !nodes.beginsAfter(next, sortKey, value)) {
                node = next;
                next = nodes.next(node, level);
                if (++steps % STEPS_BETWEEN_CHECKS == 0 && !version.isStill(begun)) {
                    return HEAD;
                }
            }
        }
        return node;
    }

    /** Heap bytes of the pairs and links, room for more included; a few hundred bytes of objects and array headers are not. */
    public long memoryBytes() {
        return store.memoryBytes();
    }

    /** The nodes of now, to be read under the {@link #version}. */
    NodeStore store() {
        return store;
    }

    Seqlock version() {
        return version;
    }

    /** The key that sorts as this number does, signed. */
    long key(long sortKey) {
        return sortKey ^ flip;
    }

    /** Checks that the list is one; for tests. */
    void checkInvariants() {
        store.checkInvariants(size);
    }

    /** A pair that was found. Belongs to one thread. */
    public static final class Pair {
        private long key;
        private long value;

        /** A pair of zeros. */
        public Pair() {}

        /** The key. */
        public long key() {
            return key;
        }

        /** The value. */
        public long value() {
            return value;
        }

        private boolean set(long newKey, long newValue) {
            key = newKey;
            value = newValue;
            return true;
        }
    }
}
