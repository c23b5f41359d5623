package io.tidemark.verification.properties;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A block of 65,536 ids, filled in a way that forces one kind of Roaring container or one of its borders.
 *
 * @param number the id's upper 48 bits
 * @param filling which of its ids there are
 * @param salt varies fillings that have chance in them
 */
record Chunk(long number, Filling filling, int salt) {
    /** How many ids a chunk spans. */
    static final int SPAN = 1 << 16;

    private static final int ARRAY_MAX = 4096;

    /** Ways to fill a chunk. */
    enum Filling {
        /** One id. */
        ONE,
        /** The first and the last. */
        BORDERS,
        /** Some dozens, anywhere: an array container. */
        SPARSE,
        /** Exactly as many as an array container holds. */
        FULL_ARRAY,
        /** One more than an array container holds. */
        SMALLEST_BITMAP,
        /** About half of all: a bitmap container. */
        HALF,
        /** A few long runs, one of them up to the end: a run container. */
        RUNS,
        /** Runs of three, where a run container is as large as an array. */
        THREES,
        /** Every second one, the most runs there can be. */
        ALTERNATING,
        /** All of them. */
        FULL;

        private int[] values(SplittableRandom random) {
            return switch (this) {
                case ONE -> new int[] {random.nextInt(SPAN)};
                case BORDERS -> new int[] {0, SPAN - 1};
                case SPARSE -> distinct(random, 1 + random.nextInt(60));
                case FULL_ARRAY -> distinct(random, ARRAY_MAX);
                case SMALLEST_BITMAP -> distinct(random, ARRAY_MAX + 1);
                case HALF -> distinct(random, SPAN / 2);
                case RUNS -> where(value -> value / 9000 % 2 == 1 || value > 65000);
                case THREES -> where(value -> value < 600 && value % 7 < 3);
                case ALTERNATING -> where(value -> value % 2 == 0);
                case FULL -> where(value -> true);
            };
        }

        private static int[] where(java.util.function.IntPredicate wanted) {
            return IntStream.range(0, SPAN).filter(wanted).toArray();
        }

        private static int[] distinct(SplittableRandom random, int count) {
            boolean[] taken = new boolean[SPAN];
            int[] values = new int[count];
            for (int i = 0; i < count; ) {
                int value = random.nextInt(SPAN);
                if (!taken[value]) {
                    taken[value] = true;
                    values[i++] = value;
                }
            }
            Arrays.sort(values);
            return values;
        }
    }

    /** Its ids, ascending. */
    LongStream ids() {
        return Arrays.stream(filling.values(new SplittableRandom(salt))).mapToLong(value -> number * SPAN + value);
    }
}
