package io.tidemark.reports.billion;

/**
 * Where the blocks of a made-up log lie in the space of ids. Blocks come in extents of {@value #EXTENT_BLOCKS}; of each
 * {@value #CYCLE} extents in a row {@value #APPENDED} are runs of ids behind each other, as in files that grow,
 * {@value #SCATTERED} are runs at random places, as in files that are rewritten, and one is spread: random single ids, 1 in
 * {@value #SPREAD} of theirs. No two blocks have the same id. A pure function of seed and size.
 */
final class BlockPlacement {
    /** Blocks in an extent. */
    static final int EXTENT_BLOCKS = 72;

    private static final int CYCLE = 16;
    private static final int APPENDED = 8;
    private static final int SCATTERED = 7;
    private static final int SPREAD = 50;

    /** Not far below a multiple of 2^32, so that even a small run has ids on both sides of it. */
    private static final long FIRST_ID = (1L << 32) - 50_000;

    private final long seed;
    private final long scatteredFirstId;
    private final long spreadFirstId;
    private final Permutation scattered;
    private final Permutation spread;

    /**
     * The places of so many extents.
     *
     * @param extents at least {@value #CYCLE}
     */
    BlockPlacement(long seed, long extents) {
        long whole = extents / CYCLE;
        long left = extents % CYCLE;
        long appendedExtents = whole * APPENDED + Math.min(left, APPENDED);
        long scatteredExtents = whole * SCATTERED + Math.max(left - APPENDED, 0);
        this.seed = seed;
        this.scatteredFirstId = FIRST_ID + appendedExtents * EXTENT_BLOCKS;
        this.spreadFirstId = scatteredFirstId + scatteredExtents * EXTENT_BLOCKS;
        this.scattered = new Permutation(scatteredExtents, Mix.of(seed ^ 1));
        this.spread = new Permutation(whole * EXTENT_BLOCKS, Mix.of(seed ^ 2));
    }

    /** A handle of an extent for {@link #blockId}: the first id of a run, or what tells that there is none. */
    long originOf(long extent) {
        long cycle = extent / CYCLE;
        int place = (int) (extent % CYCLE);
        if (place < APPENDED) {
            return FIRST_ID + (cycle * APPENDED + place) * EXTENT_BLOCKS;
        }
        if (place < APPENDED + SCATTERED) {
            long rank = cycle * SCATTERED + place - APPENDED;
            return scatteredFirstId + scattered.placeOf(rank) * EXTENT_BLOCKS;
        }
        return ~(cycle * EXTENT_BLOCKS);
    }

    /** The id of a block of the extent with this origin; {@code block} is from 0 to {@value #EXTENT_BLOCKS} - 1. */
    long blockId(long origin, int block) {
        return origin >= 0 ? origin + block : spreadId(~origin + block);
    }

    private long spreadId(long number) {
        long place = spread.placeOf(number);
        return spreadFirstId + place * SPREAD + Mix.below(SPREAD, Mix.of(seed ^ place));
    }
}
