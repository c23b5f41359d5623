package io.tidemark.bitmap;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Set operations as merges over the buckets of two sets; buckets that only one side has are shared, not copied. */
final class BlockSetAlgebra {
    private BlockSetAlgebra() {}

    static BlockSet or(BlockSet left, BlockSet right) {
        if (right.isEmpty()) {
            return left;
        }
        if (left.isEmpty()) {
            return right;
        }
        Result result = new Result(left.bucketCount() + right.bucketCount());
        int i = 0;
        int j = 0;
        while (i < left.bucketCount() || j < right.bucketCount()) {
            int order = compareHighs(left, i, right, j);
            if (order < 0) {
                result.add(left.high(i), left.bucket(i++));
            } else if (order > 0) {
                result.add(right.high(j), right.bucket(j++));
            } else {
                result.add(left.high(i), left.bucket(i++).or(right.bucket(j++)));
            }
        }
        return result.toSet();
    }

    static BlockSet and(BlockSet left, BlockSet right) {
        Result result = new Result(Math.min(left.bucketCount(), right.bucketCount()));
        int i = 0;
        int j = 0;
        while (i < left.bucketCount() && j < right.bucketCount()) {
            int order = compareHighs(left, i, right, j);
            if (order < 0) {
                i++;
            } else if (order > 0) {
                j++;
            } else {
                result.add(left.high(i), left.bucket(i++).and(right.bucket(j++)));
            }
        }
        return result.toSet();
    }

    static BlockSet andNot(BlockSet left, BlockSet right) {
        if (left.isEmpty() || right.isEmpty()) {
            return left;
        }
        Result result = new Result(left.bucketCount());
        int j = 0;
        for (int i = 0; i < left.bucketCount(); i++) {
            while (compareHighs(left, i, right, j) > 0) {
                j++;
            }
            Bucket bucket = left.bucket(i);
            boolean both = compareHighs(left, i, right, j) == 0;
            result.add(left.high(i), both ? bucket.andNot(right.bucket(j)) : bucket);
        }
        return result.toSet();
    }

    static boolean isSubset(BlockSet set, BlockSet of) {
        if (set.cardinality() > of.cardinality()) {
            return false;
        }
        for (int i = 0; i < set.bucketCount(); i++) {
            int j = of.indexOf(set.high(i));
            if (j < 0 || !set.bucket(i).isSubsetOf(of.bucket(j))) {
                return false;
            }
        }
        return true;
    }

    static boolean meet(BlockSet left, BlockSet right) {
        for (int i = 0; i < left.bucketCount(); i++) {
            int j = right.indexOf(left.high(i));
            if (j >= 0 && left.bucket(i).meets(right.bucket(j))) {
                return true;
            }
        }
        return false;
    }

    static BlockSet between(BlockSet set, long first, long last) {
        if (Long.compareUnsigned(first, last) > 0) {
            return BlockSet.EMPTY;
        }
        int firstHigh = (int) (first >>> 32);
        int lastHigh = (int) (last >>> 32);
        Result result = new Result(set.bucketCount());
        for (int i = ceiling(set, firstHigh); i < set.bucketCount(); i++) {
            int high = set.high(i);
            if (Integer.compareUnsigned(high, lastHigh) > 0) {
                break;
            }
            int from = high == firstHigh ? (int) first : 0;
            int to = high == lastHigh ? (int) last : -1;
            boolean whole = from == 0 && to == -1;
            result.add(high, whole ? set.bucket(i) : set.bucket(i).between(from, to));
        }
        return result.toSet();
    }

    /** Index of the first bucket with these high bits or larger ones. */
    static int ceiling(BlockSet set, int high) {
        int index = set.indexOf(high);
        return index >= 0 ? index : -index - 1;
    }

    /** Order of two buckets, where one past the end is above all. */
    private static int compareHighs(BlockSet left, int i, BlockSet right, int j) {
        if (i == left.bucketCount()) {
            return 1;
        }
        return j == right.bucketCount() ? -1 : Integer.compareUnsigned(left.high(i), right.high(j));
    }

    private static final class Result {
        private final int[] highs;
        private final Bucket[] buckets;
        private int count;

        Result(int capacity) {
            highs = new int[capacity];
            buckets = new Bucket[capacity];
        }

        void add(int high, @Nullable Bucket bucket) {
            if (bucket != null) {
                highs[count] = high;
                buckets[count++] = bucket;
            }
        }

        BlockSet toSet() {
            return count == 0
                    ? BlockSet.EMPTY
                    : new BlockSet(Arrays.copyOf(highs, count), Arrays.copyOf(buckets, count));
        }
    }
}
