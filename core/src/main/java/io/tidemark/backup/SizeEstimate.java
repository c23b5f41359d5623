package io.tidemark.backup;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.spi.BlockSource;
import java.io.IOException;
import java.util.PrimitiveIterator;

/**
 * How much a backup will read, before it does.
 *
 * @param blocks how many blocks; always exact
 * @param bytes their bytes
 * @param errorBytes 0 if {@code bytes} is exact. Otherwise half the width of a 95 % confidence interval, by the normal
 *     approximation, taking the sampled blocks (every k-th by id) for a random choice: a source whose block sizes follow
 *     the same period as k would be estimated worse than this says
 * @param measured how many blocks were asked for their length
 */
public record SizeEstimate(long blocks, long bytes, long errorBytes, long measured) {
    /** Up to this many blocks every one is asked for its length, and the answer is exact. */
    public static final long EXACT_BLOCKS_MAX = 1_000_000;

    private static final long SAMPLE_BLOCKS = 100_000;
    private static final double STANDARD_ERRORS = 1.96;

    /** Whether {@code bytes} is what the source's lengths sum up to. */
    public boolean isExact() {
        return measured == blocks;
    }

    static SizeEstimate of(BlockSource source, BlockSet blocks) throws IOException {
        return of(source, blocks, EXACT_BLOCKS_MAX, SAMPLE_BLOCKS);
    }

    static SizeEstimate of(BlockSource source, BlockSet blocks, long exactMax, long sample) throws IOException {
        long count = blocks.cardinality();
        long step = count <= exactMax ? 1 : Math.max(1, count / sample);
        long measured = 0;
        long sum = 0;
        double squares = 0;
        long skip = step / 2;
        for (PrimitiveIterator.OfLong ids = blocks.ascending(); ids.hasNext(); skip--) {
            long id = ids.nextLong();
            if (skip == 0) {
                int length = Math.max(0, source.length(id));
                measured++;
                sum += length;
                squares += (double) length * length;
                skip = step;
            }
        }
        return measured == count ? new SizeEstimate(count, sum, 0, count) : sampled(count, measured, sum, squares);
    }

    private static SizeEstimate sampled(long count, long measured, long sum, double squares) {
        double mean = (double) sum / measured;
        double variance = Math.max(0, squares / measured - mean * mean) * measured / Math.max(1, measured - 1);
        double error = STANDARD_ERRORS * Math.sqrt(variance / measured) * count;
        return new SizeEstimate(count, Math.round(mean * count), (long) Math.ceil(error), measured);
    }
}
