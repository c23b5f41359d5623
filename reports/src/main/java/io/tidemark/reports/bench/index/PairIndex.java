package io.tidemark.reports.bench.index;

import io.tidemark.index.PairVisitor;

/** An ordered index from {@code long} to {@code long}, as the benchmark wants it of each implementation. */
interface PairIndex {
    /** What {@link #find} and {@link #floor} answer when there is nothing. */
    long ABSENT = -1;

    void insert(long key, long value);

    /** The value under a key. */
    long find(long key);

    /** The value under the greatest key at or below this one. */
    long floor(long key);

    /** Visits the pairs with {@code from <= key <= to}, ascending. */
    void ascending(long from, long to, PairVisitor visitor);

    /** Visits the pairs with {@code from <= key <= to}, descending. */
    void descending(long from, long to, PairVisitor visitor);

    /** What holds the pairs, with nothing around it. */
    Object root();
}
