package io.tidemark.reports.billion;

import java.util.PrimitiveIterator;

/**
 * A set of blocks in a few bytes: two different sets have different digests, but for a chance of 1 in 2^64 that nobody aims at.
 *
 * @param blocks how many
 * @param sum of a mix of each id, modulo 2^64, so that the order does not matter
 */
record Digest(long blocks, long sum) {
    static final Digest EMPTY = new Digest(0, 0);

    /** Of the ids that are left in the iterator. Constant memory. */
    static Digest of(PrimitiveIterator.OfLong blockIds) {
        long blocks = 0;
        long sum = 0;
        while (blockIds.hasNext()) {
            blocks++;
            sum += Mix.of(blockIds.nextLong());
        }
        return new Digest(blocks, sum);
    }

    /** With the blocks of a set that has none of these. */
    Digest and(Digest disjoint) {
        return new Digest(blocks + disjoint.blocks, sum + disjoint.sum);
    }
}
