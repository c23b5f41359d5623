package io.tidemark.workloads;

/** A random part of all tables, decided for each by its number alone: needs no memory, however many there are. */
record TableSelector(long seed, int perMille) {
    boolean contains(long tableId) {
        return perMille >= 1000
                || Long.remainderUnsigned(SeededChoices.mix(seed + tableId * 0x9E3779B97F4A7C15L), 1000) < perMille;
    }
}
