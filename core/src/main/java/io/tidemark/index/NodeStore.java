package io.tidemark.index;

import java.util.Arrays;

/**
 * The nodes of a skip list in flat arrays. Node 0 is the head, and as a link means none. A node's links stand together in
 * {@code links}; freed nodes and links are used again, links by their number. Not thread-safe but for what
 * {@link SkipListIndex} says of its readers.
 */
final class NodeStore {
    private static final int NODES_MIN = 16;

    final long[] keys;
    final long[] values;
    final int[] previous;
    final byte[] heights;
    private final int[] linksAt;
    private final int[] links;
    private final int[] freeLinks;
    private int freeNode;
    private int nodes;
    private int usedLinks;

    NodeStore(int levels) {
        this(NODES_MIN, levels + 2 * NODES_MIN, levels);
        heights[0] = (byte) levels;
        nodes = 1;
        usedLinks = levels;
    }

    private NodeStore(int nodeCapacity, int linkCapacity, int levels) {
        keys = new long[nodeCapacity];
        values = new long[nodeCapacity];
        previous = new int[nodeCapacity];
        heights = new byte[nodeCapacity];
        linksAt = new int[nodeCapacity];
        links = new int[linkCapacity];
        freeLinks = new int[levels + 1];
    }

    private NodeStore(NodeStore from, int nodeCapacity, int linkCapacity) {
        keys = Arrays.copyOf(from.keys, nodeCapacity);
        values = Arrays.copyOf(from.values, nodeCapacity);
        previous = Arrays.copyOf(from.previous, nodeCapacity);
        heights = Arrays.copyOf(from.heights, nodeCapacity);
        linksAt = Arrays.copyOf(from.linksAt, nodeCapacity);
        links = Arrays.copyOf(from.links, linkCapacity);
        freeLinks = from.freeLinks.clone();
        freeNode = from.freeNode;
        nodes = from.nodes;
        usedLinks = from.usedLinks;
    }

    /** This, or a larger copy if a node of this height would not fit. */
    NodeStore withRoomFor(int height) {
        boolean fitsNode = freeNode != 0 || nodes < keys.length;
        boolean fitsLinks = freeLinks[height] != 0 || usedLinks + height <= links.length;
        return fitsNode && fitsLinks
                ? this
                : new NodeStore(
                        this,
                        fitsNode ? keys.length : grown(keys.length, 1),
                        fitsLinks ? links.length : grown(links.length, height));
    }

    /* By a fifth: the list is to stay small, and copying five times as much as is added is little beside the searches. */
    private static int grown(int capacity, int least) {
        return Math.addExact(capacity, Math.max(Math.max(capacity / 5, least), 16));
    }

    /** Takes a node into use; there must be room. */
    int allocate(long key, long value, int height) {
        int node = freeNode;
        if (node != 0) {
            freeNode = previous[node];
        } else {
            node = nodes++;
        }
        int at = freeLinks[height];
        if (at != 0) {
            freeLinks[height] = links[at];
        } else {
            at = usedLinks;
            usedLinks += height;
        }
        keys[node] = key;
        values[node] = value;
        heights[node] = (byte) height;
        linksAt[node] = at;
        return node;
    }

    /** Gives a node back that no link leads to any more. */
    void free(int node) {
        int height = heights[node];
        links[linksAt[node]] = freeLinks[height];
        freeLinks[height] = linksAt[node];
        heights[node] = 0;
        previous[node] = freeNode;
        freeNode = node;
    }

    int next(int node, int level) {
        return links[linksAt[node] + level];
    }

    void next(int node, int level, int next) {
        links[linksAt[node] + level] = next;
    }

    /* For readers: in the middle of a change a node may be lower than the level it was reached on, and a link may be the place of
     * freed links instead of a node. Neither may lead out of the arrays. */
    int nextOrNil(int node, int level) {
        int at = linksAt[node] + level;
        int next = at < links.length ? links[at] : 0;
        return next < keys.length ? next : 0;
    }

    boolean isBefore(int node, long key, long value) {
        long nodeKey = keys[node];
        return nodeKey < key || (nodeKey == key && values[node] < value);
    }

    boolean isBehind(int node, long key, long value) {
        long nodeKey = keys[node];
        return nodeKey > key || (nodeKey == key && values[node] > value);
    }

    long memoryBytes() {
        return (long) keys.length * (2 * Long.BYTES + 2 * Integer.BYTES + Byte.BYTES)
                + ((long) links.length + freeLinks.length) * Integer.BYTES;
    }

    void checkInvariants(int size) {
        int count = 0;
        int before = 0;
        for (int node = next(0, 0); node != 0; node = next(node, 0)) {
            check(previous[node] == before, "back link", node);
            check(before == 0 || isBefore(before, keys[node], values[node]), "order", node);
            check(heights[node] > 0, "height of a node in use", node);
            before = node;
            count++;
        }
        check(previous[0] == before, "last node", before);
        check(count == size, "size", count);
        for (int level = 1; level < heights[0]; level++) {
            checkLevel(level);
        }
        int free = 0;
        for (int node = freeNode; node != 0; node = previous[node]) {
            check(heights[node] == 0, "height of a free node", node);
            free++;
        }
        check(free + size + 1 == nodes, "nodes in use and free", free);
    }

    /* Each level is made of just the nodes that are high enough, in the order of the lowest. */
    private void checkLevel(int level) {
        int above = next(0, level);
        for (int node = next(0, 0); node != 0; node = next(node, 0)) {
            if (heights[node] > level) {
                check(above == node, "level " + level, node);
                above = next(node, level);
            }
        }
        check(above == 0, "end of level " + level, above);
    }

    private static void check(boolean holds, String rule, int node) {
        if (!holds) {
            throw new AssertionError("skip list is broken: " + rule + " at " + node);
        }
    }
}
