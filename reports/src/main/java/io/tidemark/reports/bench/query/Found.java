package io.tidemark.reports.bench.query;

import io.tidemark.bitmap.BlockSet;
import it.unimi.dsi.fastutil.longs.LongArrayList;

/** The blocks that a question found, as whoever was asked has them. */
interface Found {
    /** How many. */
    long count();

    /** Which, ascending. */
    long[] ascending();

    /** A set of them. */
    static Found of(BlockSet blocks) {
        return new Found() {
            @Override
            public long count() {
                return blocks.cardinality();
            }

            @Override
            public long[] ascending() {
                return blocks.toArray();
            }
        };
    }

    /** A list of them, in any order. */
    static Found of(LongArrayList blocks) {
        return new Found() {
            @Override
            public long count() {
                return blocks.size();
            }

            @Override
            public long[] ascending() {
                blocks.sort(null);
                return blocks.toLongArray();
            }
        };
    }
}
