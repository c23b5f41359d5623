package io.tidemark.index;

import java.util.Arrays;

/**
 * The nodes of a skip list, in flat arrays. A node holds up to {@value #NODE_PAIRS} pairs in order, in slots that stand together:
 * pair number {@code i} of node {@code n} is in slot {@code n * NODE_PAIRS + i}. Freed nodes are used again.
 */
final class NodeStore {
    /*
     * Node 0 is the head. It holds the lowest pairs, is on every level, and as a link means that there is none. Only the head may
     * be without pairs, and only if it is alone. Two neighbours have more than MERGED_PAIRS_MAX pairs together, so that the arrays
     * stay within a small multiple of the pairs whatever is removed.
     *
     *   links of node n      next[n * LEVELS] ... next[n * LEVELS + LEVELS - 1], 0 above its height; previous[n]
     *   free nodes           a chain through previous, from freeNode on
     *
     * What readers may rely on while another thread writes: every link is a node number below the capacity, every count is at most
     * NODE_PAIRS. So no answer of a method for readers, be it ever so wrong, leads out of the arrays; nor can it find them
     * missing, as their fields are final.
     */
    /** How many pairs a node has room for. */
    static final int NODE_PAIRS = 64;

    static final int LEVELS = 12;
    static final int HEAD = 0;
    static final int NO_NODE = 0;
    static final int NO_SLOT = -1;

    private static final int MERGED_PAIRS_MAX = NODE_PAIRS * 3 / 4;

    final long[] keys;
    final long[] values;
    private final byte[] counts;
    private final int[] previous;
    private final int[] next;
    private final int nodesMax;
    private int freeNode;
    private int usedNodes;

    /**
     * The head alone.
     *
     * @param nodesMax more are refused; at most {@link Integer#MAX_VALUE} / {@link #NODE_PAIRS}
     */
    NodeStore(int nodesMax) {
        this.nodesMax = nodesMax;
        keys = new long[NODE_PAIRS];
        values = new long[NODE_PAIRS];
        counts = new byte[1];
        previous = new int[1];
        next = new int[LEVELS];
        usedNodes = 1;
    }

    private NodeStore(NodeStore from, int capacity) {
        nodesMax = from.nodesMax;
        keys = Arrays.copyOf(from.keys, capacity * NODE_PAIRS);
        values = Arrays.copyOf(from.values, capacity * NODE_PAIRS);
        counts = Arrays.copyOf(from.counts, capacity);
        previous = Arrays.copyOf(from.previous, capacity);
        next = Arrays.copyOf(from.next, capacity * LEVELS);
        freeNode = from.freeNode;
        usedNodes = from.usedNodes;
    }

    /**
     * This, or a copy with room for another node.
     *
     * @throws IllegalStateException if there are as many nodes as there may be
     */
    NodeStore withRoom() {
        int capacity = counts.length;
        if (freeNode != NO_NODE || usedNodes < capacity) {
            return this;
        }
        if (capacity >= nodesMax) {
            throw new IllegalStateException("index is full: nodes=" + capacity + ", nodesMax=" + nodesMax
                    + "; remove pairs, or use several indexes");
        }
        // By a quarter: small is worth more here than the copying, which is little beside the searches.
        return new NodeStore(this, (int) Math.min(nodesMax, capacity + capacity / 4L + 4));
    }

    // ---- for readers too

    int next(int node, int level) {
        return next[node * LEVELS + level];
    }

    int previous(int node) {
        return previous[node];
    }

    int count(int node) {
        return counts[node];
    }

    /** Whether the pair in a slot comes after this one. */
    boolean isAfter(int slot, long key, long value) {
        long slotKey = keys[slot];
        return slotKey > key || (slotKey == key && values[slot] > value);
    }

    /** Whether the pair in a slot comes before this one. */
    boolean isBefore(int slot, long key, long value) {
        long slotKey = keys[slot];
        return slotKey < key || (slotKey == key && values[slot] < value);
    }

    /** Whether a node begins with a pair that comes after this one. */
    boolean beginsAfter(int node, long key, long value) {
        return isAfter(node * NODE_PAIRS, key, value);
    }

    /** How many pairs of a node come before this one: the slot where it is or ought to be, from the node's first on. */
    int countBefore(int node, long key, long value) {
        int first = node * NODE_PAIRS;
        int low = 0;
        int high = counts[node];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isBefore(first + middle, key, value)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Whether a pair is number {@code at} of a node. */
    boolean isAt(int node, int at, long key, long value) {
        int slot = node * NODE_PAIRS + at;
        return at < counts[node] && keys[slot] == key && values[slot] == value;
    }

    /** The slot of pair number {@code at}, or of the first in the node that follows if there is no such pair here. */
    int slotFrom(int node, int at) {
        if (at < counts[node]) {
            return node * NODE_PAIRS + at;
        }
        int after = next(node, 0);
        return after == NO_NODE ? NO_SLOT : after * NODE_PAIRS;
    }

    /** The first slot of a slot's node. */
    int beginSlot(int slot) {
        return slot - slot % NODE_PAIRS;
    }

    /** The slot behind the last pair of a slot's node. */
    int endSlot(int slot) {
        return beginSlot(slot) + counts[slot / NODE_PAIRS];
    }

    int slotAfter(int slot) {
        return slotFrom(slot / NODE_PAIRS, slot % NODE_PAIRS + 1);
    }

    int slotBefore(int slot) {
        if (slot % NODE_PAIRS != 0) {
            return slot - 1;
        }
        int node = slot / NODE_PAIRS;
        return node == HEAD ? NO_SLOT : lastSlot(previous[node]);
    }

    private int lastSlot(int node) {
        return node * NODE_PAIRS + counts[node] - 1;
    }

    // ---- for the writer

    /** Puts a pair into a node that has room, as number {@code at}. */
    void add(int node, int at, long key, long value) {
        int slot = node * NODE_PAIRS + at;
        move(slot, slot + 1, counts[node] - at);
        keys[slot] = key;
        values[slot] = value;
        counts[node]++;
    }

    /** Takes a pair out. A node that is left empty still begins with it, as far as searches are concerned. */
    void removeAt(int node, int at) {
        int slot = node * NODE_PAIRS + at;
        move(slot + 1, slot, counts[node] - at - 1);
        counts[node]--;
    }

    private void move(int from, int to, int pairs) {
        System.arraycopy(keys, from, keys, to, pairs);
        System.arraycopy(values, from, values, to, pairs);
    }

    /** Moves the pairs from number {@code at} on into a new node behind this one. There must be {@linkplain #withRoom room}. */
    int split(int node, int at) {
        int added = freeNode;
        if (added == NO_NODE) {
            added = usedNodes++;
        } else {
            freeNode = previous[added];
        }
        int moved = counts[node] - at;
        move(node * NODE_PAIRS + at, added * NODE_PAIRS, moved);
        counts[node] = (byte) at;
        counts[added] = (byte) moved;
        return added;
    }

    /**
     * Links a new node in.
     *
     * @param predecessors the node that it follows, on each level
     */
    void link(int node, int height, int[] predecessors) {
        for (int level = 0; level < LEVELS; level++) {
            int at = predecessors[level] * LEVELS + level;
            next[node * LEVELS + level] = level < height ? next[at] : NO_NODE;
            if (level < height) {
                next[at] = node;
            }
        }
        previous[node] = predecessors[0];
        previous[next(node, 0)] = node; // of none: no one reads it
    }

    /** Whether a node can take in the one that follows it, and should. */
    boolean shouldMerge(int node, int following) {
        boolean isEitherEmpty = counts[node] == 0 || counts[following] == 0;
        return following != NO_NODE && (isEitherEmpty || counts[node] + counts[following] <= MERGED_PAIRS_MAX);
    }

    /**
     * Moves the pairs of the node that follows into this one, and frees that.
     *
     * @param predecessors what comes before the node that follows, on each of its levels
     */
    void mergeNext(int node, int[] predecessors) {
        int freed = next(node, 0);
        move(freed * NODE_PAIRS, node * NODE_PAIRS + counts[node], counts[freed]);
        counts[node] += counts[freed];
        for (int level = 0; level < LEVELS && next(predecessors[level], level) == freed; level++) {
            next[predecessors[level] * LEVELS + level] = next(freed, level);
        }
        previous[next(freed, 0)] = node;
        previous[freed] = freeNode;
        freeNode = freed;
    }

    /** Heap bytes of the arrays. */
    long memoryBytes() {
        long perNode = 2L * Long.BYTES * NODE_PAIRS + Byte.BYTES + Integer.BYTES + (long) Integer.BYTES * LEVELS;
        return counts.length * perNode;
    }

    // ---- invariants

    void checkInvariants(int size) {
        int pairs = counts[HEAD];
        int nodes = 1;
        for (int node = HEAD, after = next(node, 0); after != NO_NODE; node = after, after = next(node, 0)) {
            check(previous[after] == node, "link back", after);
            check(!shouldMerge(node, after), "pairs of neighbours", node);
            check(beginsAfter(after, keys[lastSlot(node)], values[lastSlot(node)]), "order of nodes", after);
            pairs += counts[after];
            nodes++;
            checkPairs(after);
        }
        checkPairs(HEAD);
        check(pairs == size, "size", pairs);
        checkLevels();
        for (int node = freeNode; node != NO_NODE; node = previous[node]) {
            nodes++;
        }
        check(nodes == usedNodes, "nodes in use and free", nodes);
    }

    private void checkPairs(int node) {
        check(counts[node] >= 0 && counts[node] <= NODE_PAIRS, "count", node);
        for (int slot = node * NODE_PAIRS; slot < lastSlot(node); slot++) {
            check(isBefore(slot, keys[slot + 1], values[slot + 1]), "order of pairs", node);
        }
    }

    /* Each level leads through a part of the nodes of the level below, in their order. */
    private void checkLevels() {
        for (int level = 1; level < LEVELS; level++) {
            int below = HEAD;
            for (int node = next(HEAD, level); node != NO_NODE; node = next(node, level)) {
                while (below != node) {
                    below = next(below, level - 1);
                    check(below != NO_NODE, "level " + level, node);
                }
            }
        }
    }

    private static void check(boolean holds, String rule, int node) {
        if (!holds) {
            throw new AssertionError("skip list is broken: " + rule + " at " + node);
        }
    }
}
