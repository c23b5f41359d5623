package io.tidemark.verification.lincheck;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A sorted map as anyone would write it: what the skip list must look like. The base begins with nothing. */
public class SortedMapModel {
    /** As many pairs as a node of the skip list holds. */
    private static final int FULL_NODE = 64;

    private static final int STEP = 20;

    static final long ABSENT = -1;

    private final NavigableMap<Long, Long> map = new TreeMap<>();
    private final int reach;

    public SortedMapModel() {
        this(60);
    }

    SortedMapModel(int reach) {
        this.reach = reach;
    }

    /** The key of a step. Those of the pairs that are there at first lie between. */
    static long key(int step) {
        return (long) step * STEP;
    }

    /** Takes the keys that are there at first: enough to fill a node, from behind the first step to beyond the fourth. */
    static void fillNode(LongConsumer keys) {
        int filled = 0;
        for (long key = STEP + 5; filled < FULL_NODE; key++) {
            if (key % STEP != 0) {
                keys.accept(key);
                filled++;
            }
        }
    }

    public boolean insert(int step) {
        return map.putIfAbsent(key(step), -key(step)) == null;
    }

    public boolean remove(int step) {
        return map.remove(key(step)) != null;
    }

    public void clear() {
        map.clear();
    }

    public long find(int step) {
        return map.getOrDefault(key(step), ABSENT);
    }

    public String floor(int step) {
        return describe(map.floorEntry(key(step)));
    }

    public String ceiling(int step) {
        return describe(map.ceilingEntry(key(step)));
    }

    private static String describe(Map.@Nullable Entry<Long, Long> entry) {
        return entry == null ? "none" : entry.toString();
    }

    public int size() {
        return map.size();
    }

    public String ascending(int step) {
        return map.subMap(key(step), true, key(step) + reach, true).toString();
    }

    public String descending(int step) {
        return map.subMap(key(step), true, key(step) + reach, true)
                .descendingMap()
                .toString();
    }

    /** The model that begins with a full node. */
    public static class Full extends SortedMapModel {
        public Full() {
            super(10);
            fillNode(key -> super.map.put(key, -key));
        }
    }
}
