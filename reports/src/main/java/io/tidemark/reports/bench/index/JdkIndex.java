package io.tidemark.reports.bench.index;

import io.tidemark.index.PairVisitor;
import java.util.Map;
import java.util.NavigableMap;

/**
 * A map of the JDK, of boxed numbers.
 *
 * @param root the map
 */
record JdkIndex(NavigableMap<Long, Long> root) implements PairIndex {
    @Override
    public void insert(long key, long value) {
        root.put(key, value);
    }

    @Override
    public long find(long key) {
        Long value = root.get(key);
        return value == null ? ABSENT : value;
    }

    @Override
    public long floor(long key) {
        Map.Entry<Long, Long> found = root.floorEntry(key);
        return found == null ? ABSENT : found.getValue();
    }

    @Override
    public void ascending(long from, long to, PairVisitor visitor) {
        visit(root.subMap(from, true, to, true), visitor);
    }

    @Override
    public void descending(long from, long to, PairVisitor visitor) {
        visit(root.descendingMap().subMap(to, true, from, true), visitor);
    }

    private static void visit(Map<Long, Long> range, PairVisitor visitor) {
        for (Map.Entry<Long, Long> entry : range.entrySet()) {
            visitor.visit(entry.getKey(), entry.getValue());
        }
    }
}
