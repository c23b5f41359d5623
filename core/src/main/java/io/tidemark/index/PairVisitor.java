package io.tidemark.index;

/** Takes pairs of an index one at a time. */
@FunctionalInterface
public interface PairVisitor {
    /** Takes one pair; false ends the visit. */
    boolean visit(long key, long value);
}
