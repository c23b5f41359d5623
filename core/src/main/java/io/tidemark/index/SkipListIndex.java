package io.tidemark.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.LongSupplier;

/**
 * A sorted set of pairs of {@code long}s, by key and among equal keys by value: an index from offsets or times to numbers. All
 * operations are expected O(log n); a step of a visit is O(1) and allocates nothing. A skip list (Pugh, CACM 33(6), 1990) whose
 * nodes live in flat arrays: some 30 bytes a pair.
 *
 * <p><b>Who may call.</b> One thread at a time writes: {@link #insert}, {@link #remove}, {@link #clear}. Any thread reads.
 * <b>Progress.</b> The writer is wait-free. Readers take no lock and are obstruction-free: one that overlaps a write tries
 * again. <b>Happens-before.</b> A reader sees every write that returned before it began. <b>Not guaranteed.</b> That a visit of
 * many pairs sees one moment: it sees parts of up to {@value #PART_PAIRS} pairs, each of one moment. A pair that is there
 * throughout is visited just once, in order; one that comes or goes meanwhile may be visited or not.
 */
public final class SkipListIndex {
    /*
     * A seqlock. The writer makes the version odd, changes the arrays, makes it even. A reader takes an even version, reads, and
     * keeps what it read only if the version is still the same.
     *
     * Field            writer    write mode               read mode                 pairs with
     * ---------------- --------- ------------------------ ------------------------- ------------------------------------
     * version (odd)    writer    opaque, storeStoreFence  versionAcquire            loadLoadFence + opaque read at the end
     * version (even)   writer    versionRelease           versionAcquire            each other
     * store (arrays)   writer    plain, version odd       plain, then validated     the version
     * size             writer    plain, version odd       plain, then validated     the version
     *
     * Without the storeStoreFence a reader could see changed arrays under the old even version; without the loadLoadFence its
     * validation could be done before its reads. Both would hand out torn reads: SkipListLincheckTest's broken twin, which does
     * not validate, is found out.
     *
     * Tempting but false: that a reader which will fail its validation is harmless until then. Links read in the middle of a
     * change, or of nodes that were freed and used again, can lead round in circles. So a reader counts its steps and looks at
     * the version every STEPS_BETWEEN_CHECKS. It cannot leave the arrays: it reads all of them from one Store, whose links
     * stay inside it; growing makes a new one and leaves the old as it was.
     */
    /** How many pairs a visit reads at one moment at the most. */
    public static final int PART_PAIRS = 256;

    private static final int LEVELS_MAX = 16;
    private static final int STEPS_BETWEEN_CHECKS = 1024;
    private static final int NIL = 0;
    private static final VarHandle VERSION;

    static {
        try {
            VERSION = MethodHandles.lookup().findVarHandle(SkipListIndex.class, "version", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long flip;
    private final LongSupplier randomBits;
    private final int[] predecessors = new int[LEVELS_MAX];

    @SuppressWarnings("UnusedVariable") // through VERSION
    private long version;

    private NodeStore store;
    private int size;

    /**
     * An empty index.
     *
     * @param order how keys compare
     * @param randomBits 64 bits at each call, of which the heights of nodes are made; equal bits give equal lists
     */
    public SkipListIndex(KeyOrder order, LongSupplier randomBits) {
        this.flip = order == KeyOrder.UNSIGNED ? Long.MIN_VALUE : 0;
        this.randomBits = randomBits;
        this.store = new NodeStore(LEVELS_MAX);
    }

    // ---- writing

    /** Adds a pair; false if it is there already. */
    public boolean insert(long key, long value) {
        long sortKey = key ^ flip;
        int next = findPredecessors(sortKey, value);
        if (next != NIL && store.keys[next] == sortKey && store.values[next] == value) {
            return false;
        }
        int height = Math.min(LEVELS_MAX, 1 + Long.numberOfTrailingZeros(randomBits.getAsLong()) / 2);
        NodeStore target = store.withRoomFor(height);
        beginWrite();
        store = target;
        int node = target.allocate(sortKey, value, height);
        for (int level = 0; level < height; level++) {
            target.next(node, level, target.next(predecessors[level], level));
            target.next(predecessors[level], level, node);
        }
        target.previous[node] = predecessors[0];
        target.previous[target.next(node, 0)] = node; // that of NIL is the last node
        size++;
        endWrite();
        return true;
    }

    /** Removes a pair; false if it is not there. */
    public boolean remove(long key, long value) {
        long sortKey = key ^ flip;
        int node = findPredecessors(sortKey, value);
        if (node == NIL || store.keys[node] != sortKey || store.values[node] != value) {
            return false;
        }
        beginWrite();
        for (int level = 0; level < store.heights[node]; level++) {
            store.next(predecessors[level], level, store.next(node, level));
        }
        store.previous[store.next(node, 0)] = store.previous[node];
        store.free(node);
        size--;
        endWrite();
        return true;
    }

    /** Removes every pair and gives the memory back. */
    public void clear() {
        NodeStore empty = new NodeStore(LEVELS_MAX);
        beginWrite();
        store = empty;
        size = 0;
        endWrite();
    }

    /* The last node before the pair on each level; answers the one behind it on the lowest. */
    private int findPredecessors(long sortKey, long value) {
        NodeStore nodes = store;
        int at = NIL;
        for (int level = LEVELS_MAX - 1; level >= 0; level--) {
            int next = nodes.next(at, level);
            while (next != NIL && nodes.isBefore(next, sortKey, value)) {
                at = next;
                next = nodes.next(at, level);
            }
            predecessors[level] = at;
        }
        return nodes.next(at, 0);
    }

    private void beginWrite() {
        VERSION.setOpaque(this, (long) VERSION.get(this) + 1);
        VarHandle.storeStoreFence();
    }

    private void endWrite() {
        versionRelease((long) VERSION.get(this) + 1);
    }

    // ---- reading

    /** How many pairs there are. */
    public int size() {
        while (true) {
            long begun = versionAcquire();
            int found = size;
            if (isValid(begun)) {
                return found;
            }
        }
    }

    /** The smallest value under a key, or {@code absent} if there is none. */
    public long find(long key, long absent) {
        while (true) {
            long begun = versionAcquire();
            NodeStore nodes = store;
            int node = firstFrom(nodes, key ^ flip, Long.MIN_VALUE, begun);
            boolean isFound = node > NIL && nodes.keys[node] == (key ^ flip);
            long value = isFound ? nodes.values[node] : absent;
            if (isValid(begun)) {
                return value;
            }
        }
    }

    /** Finds the last pair with a key at or below {@code key}; false, and {@code into} unchanged, if there is none. */
    public boolean floor(long key, Pair into) {
        while (true) {
            long begun = versionAcquire();
            NodeStore nodes = store;
            if (take(nodes, lastThrough(nodes, key ^ flip, Long.MAX_VALUE, begun), begun, into)) {
                return into.wasFound;
            }
        }
    }

    /** Finds the first pair with a key at or above {@code key}; false, and {@code into} unchanged, if there is none. */
    public boolean ceiling(long key, Pair into) {
        while (true) {
            long begun = versionAcquire();
            NodeStore nodes = store;
            if (take(nodes, firstFrom(nodes, key ^ flip, Long.MIN_VALUE, begun), begun, into)) {
                return into.wasFound;
            }
        }
    }

    /** Finds the first pair; false, and {@code into} unchanged, if there is none. */
    public boolean first(Pair into) {
        return ceiling(flip == 0 ? Long.MIN_VALUE : 0, into);
    }

    /** Finds the last pair; false, and {@code into} unchanged, if there is none. */
    public boolean last(Pair into) {
        return floor(flip == 0 ? Long.MAX_VALUE : -1, into);
    }

    /* Whether what was read is valid; then it is in the pair. */
    private boolean take(NodeStore nodes, int node, long begun, Pair into) {
        boolean isFound = node > NIL;
        long key = isFound ? nodes.keys[node] ^ flip : 0;
        long value = isFound ? nodes.values[node] : 0;
        if (!isValid(begun)) {
            return false;
        }
        into.wasFound = isFound;
        if (isFound) {
            into.key = key;
            into.value = value;
        }
        return true;
    }

    /** Visits the pairs with {@code from <= key <= to}, ascending. */
    public void ascending(long from, long to, PairVisitor visitor) {
        new Visit(from ^ flip, to ^ flip, true).run(visitor);
    }

    /** Visits the pairs with {@code from <= key <= to}, descending. */
    public void descending(long from, long to, PairVisitor visitor) {
        new Visit(from ^ flip, to ^ flip, false).run(visitor);
    }

    /* The first node at or behind a pair, NIL if none; anything if the version has changed. */
    private int firstFrom(NodeStore nodes, long sortKey, long value, long begun) {
        int before = lastBefore(nodes, sortKey, value, begun);
        return before < NIL ? before : nodes.nextOrNil(before, 0);
    }

    /* The last node at or before a pair, NIL if none. */
    private int lastThrough(NodeStore nodes, long sortKey, long value, long begun) {
        int before = lastBefore(nodes, sortKey, value, begun);
        if (before < NIL) {
            return before;
        }
        int next = nodes.nextOrNil(before, 0);
        return next != NIL && nodes.keys[next] == sortKey && nodes.values[next] == value ? next : before;
    }

    private int lastBefore(NodeStore nodes, long sortKey, long value, long begun) {
        int at = NIL;
        int steps = 0;
        for (int level = LEVELS_MAX - 1; level >= 0; level--) {
            int next = nodes.nextOrNil(at, level);
            while (next != NIL && nodes.isBefore(next, sortKey, value)) {
                at = next;
                next = nodes.nextOrNil(at, level);
                if (++steps % STEPS_BETWEEN_CHECKS == 0 && !isValid(begun)) {
                    return -1;
                }
            }
        }
        return at;
    }

    private long versionAcquire() {
        return (long) VERSION.getAcquire(this);
    }

    private void versionRelease(long value) {
        VERSION.setRelease(this, value);
    }

    /* Whether nothing was written since an even version was taken. */
    private boolean isValid(long begun) {
        VarHandle.loadLoadFence();
        return (begun & 1) == 0 && (long) VERSION.getOpaque(this) == begun;
    }

    /** Heap bytes of the arrays. For the writer, or when nobody writes. */
    public long memoryBytes() {
        return store.memoryBytes() + (long) predecessors.length * Integer.BYTES;
    }

    /** Checks that the list is one; for tests. */
    void checkInvariants() {
        store.checkInvariants(size);
    }

    /** A pair that was found. */
    public static final class Pair {
        private long key;
        private long value;
        private boolean wasFound;

        /** A pair of zeros. */
        public Pair() {}

        public long key() {
            return key;
        }

        public long value() {
            return value;
        }
    }

    /** One pass over a range, part by part. */
    private final class Visit {
        private final boolean isAscending;
        private final long[] keys = new long[PART_PAIRS];
        private final long[] values = new long[PART_PAIRS];
        private long from;
        private long fromValue = Long.MIN_VALUE;
        private long to;
        private long toValue = Long.MAX_VALUE;
        private int count;

        Visit(long from, long to, boolean isAscending) {
            this.from = from;
            this.to = to;
            this.isAscending = isAscending;
        }

        void run(PairVisitor visitor) {
            do {
                readPart();
                for (int i = 0; i < count; i++) {
                    if (!visitor.visit(keys[i] ^ flip, values[i])) {
                        return;
                    }
                }
            } while (count == PART_PAIRS && narrow());
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
            long begun;
            do {
                begun = versionAcquire();
                NodeStore nodes = store;
                int node =
                        isAscending ? firstFrom(nodes, from, fromValue, begun) : lastThrough(nodes, to, toValue, begun);
                count = 0;
                while (node > NIL && count < PART_PAIRS && isInside(nodes, node)) {
                    keys[count] = nodes.keys[node];
                    values[count++] = nodes.values[node];
                    node = isAscending ? nodes.nextOrNil(node, 0) : nodes.previous[node];
                }
            } while (!isValid(begun));
        }

        private boolean isInside(NodeStore nodes, int node) {
            return isAscending ? !nodes.isBehind(node, to, toValue) : !nodes.isBefore(node, from, fromValue);
        }
    }
}
