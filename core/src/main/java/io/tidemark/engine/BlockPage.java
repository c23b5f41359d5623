package io.tidemark.engine;

import io.tidemark.bitmap.BlockSet;
import java.util.Arrays;
import java.util.PrimitiveIterator;

/**
 * A part of a long answer. Pages of one set follow each other without gap or repetition; nothing is cut in silence: either
 * {@link #isLast} or {@link #next} leads on.
 */
public final class BlockPage {
    private final BlockSet all;
    private final Order order;
    private final long[] blockIds;
    private final PrimitiveIterator.OfLong rest;
    private final int limit;

    private BlockPage(BlockSet all, Order order, PrimitiveIterator.OfLong rest, int limit) {
        this.all = all;
        this.order = order;
        this.rest = rest;
        this.limit = limit;
        this.blockIds = take(rest, limit);
    }

    /**
     * The first page.
     *
     * @param blocks what to list
     * @param limit the most ids on a page, at least 1
     */
    public static BlockPage first(BlockSet blocks, Order order, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a page must hold at least one block: limit=" + limit);
        }
        return new BlockPage(blocks, order, order == Order.ASCENDING ? blocks.ascending() : blocks.descending(), limit);
    }

    private static long[] take(PrimitiveIterator.OfLong ids, int limit) {
        long[] taken = new long[Math.min(limit, 1024)];
        int count = 0;
        while (count < limit && ids.hasNext()) {
            if (count == taken.length) {
                taken = Arrays.copyOf(taken, Math.min(limit, count * 2));
            }
            taken[count++] = ids.nextLong();
        }
        return Arrays.copyOf(taken, count);
    }

    /** The ids on this page, in order. */
    public long[] blockIds() {
        return blockIds.clone();
    }

    /** How many blocks all pages together hold. */
    public long total() {
        return all.cardinality();
    }

    /** Whether no page follows. */
    public boolean isLast() {
        return !rest.hasNext();
    }

    /**
     * The page after this one; the same whenever it is asked for.
     *
     * @throws java.util.NoSuchElementException behind the last
     */
    public BlockPage next() {
        if (isLast()) {
            throw new java.util.NoSuchElementException("no page follows the last: total=" + total());
        }
        long last = blockIds[blockIds.length - 1];
        PrimitiveIterator.OfLong following =
                order == Order.ASCENDING ? all.ascendingFrom(last + 1) : all.descendingFrom(last - 1);
        return new BlockPage(all, order, following, limit);
    }
}
