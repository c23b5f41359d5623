package io.tidemark.reports.bench;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Which blocks are marked, one after another. The same at each call. */
public enum BlockIds {
    /** Anywhere in a space {@value #SPREAD} times as large as the number of marks, so that few blocks repeat. */
    RANDOM {
        @Override
        public long[] draw(int count) {
            SplittableRandom random = new SplittableRandom(SEED);
            return random.longs(count, 0, (long) SPREAD * count).toArray();
        }
    },
    /** Runs of 1 to {@value #RUN_MAX} neighbours, each of which begins anywhere in the same space. */
    CLUSTERED {
        @Override
        public long[] draw(int count) {
            SplittableRandom random = new SplittableRandom(SEED);
            long[] blocks = new long[count];
            int next = 0;
            while (next < count) {
                long block = random.nextLong((long) SPREAD * count);
                for (int run = random.nextInt(1, RUN_MAX + 1); run > 0 && next < count; run--) {
                    blocks[next++] = block++;
                }
            }
            return blocks;
        }
    },
    /** One after the other without a gap. */
    SEQUENTIAL {
        @Override
        public long[] draw(int count) {
            long[] blocks = new long[count];
            Arrays.setAll(blocks, i -> i);
            return blocks;
        }
    },
    /**
     * Re-marks of a quarter as many blocks as there are marks: the k-th most frequent block comes in proportion to
     * 1 / k<sup>{@value #ZIPF_EXPONENT}</sup>, and the frequent ones lie anywhere among the others.
     */
    ZIPF {
        @Override
        public long[] draw(int count) {
            SplittableRandom random = new SplittableRandom(SEED);
            long[] byRank = RANDOM.draw(Math.max(1, count / ZIPF_MARKS_A_BLOCK));
            double[] upTo = new double[byRank.length];
            double sum = 0;
            for (int rank = 0; rank < upTo.length; rank++) {
                sum += Math.pow(rank + 1, -ZIPF_EXPONENT);
                upTo[rank] = sum;
            }
            long[] blocks = new long[count];
            for (int i = 0; i < count; i++) {
                int found = Arrays.binarySearch(upTo, random.nextDouble(sum));
                blocks[i] = byRank[found < 0 ? -found - 1 : found];
            }
            return blocks;
        }
    };

    private static final long SEED = 42;
    private static final int SPREAD = 50;
    private static final int RUN_MAX = 127;
    private static final double ZIPF_EXPONENT = 0.99;
    private static final int ZIPF_MARKS_A_BLOCK = 4;

    /** The blocks of {@code count} marks, in their order. */
    public abstract long[] draw(int count);
}
