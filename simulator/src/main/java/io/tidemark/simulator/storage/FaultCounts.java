package io.tidemark.simulator.storage;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** How often each kind of fault changed something. For one thread. */
public final class FaultCounts {
    private final Map<FaultKind, Long> counts = new EnumMap<>(FaultKind.class);

    /** No faults so far. */
    public FaultCounts() {
        for (FaultKind kind : FaultKind.values()) {
            counts.put(kind, 0L);
        }
    }

    void add(FaultKind kind) {
        counts.merge(kind, 1L, Long::sum);
    }

    /** Adds another count to this one. */
    public void addAll(FaultCounts other) {
        other.counts.forEach((kind, count) -> counts.merge(kind, count, Long::sum));
    }

    /** How often a kind did. */
    public long of(FaultKind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** Every kind with its count, in the order of {@link FaultKind}. */
    public Map<FaultKind, Long> all() {
        return Collections.unmodifiableMap(counts);
    }
}
