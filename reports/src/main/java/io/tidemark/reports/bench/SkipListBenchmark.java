package io.tidemark.reports.bench;

import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An index of {@value #PAIRS} pairs that came in random order, which is the worst for its locality: the whole scanned, one pair
 * found, one below a random key, and the filling of it from empty, each pair of which counts.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "-Xmx1g")
public class SkipListBenchmark {
    private static final int PAIRS = 100_000;
    private static final long KEY_DISTANCE_MAX = 1_000_000;

    /** Who keeps the pairs. */
    public enum Kind {
        SKIP_LIST_INDEX,
        CONCURRENT_SKIP_LIST_MAP,
        TREE_MAP
    }

    @Param
    private Kind kind = Kind.SKIP_LIST_INDEX;

    private final long[] keys = new long[PAIRS];
    private PairIndex index = new PairIndex.SkipList();
    private int next;

    /** Draws the keys, and fills one index with them. */
    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(42);
        long key = 0;
        for (int i = 0; i < PAIRS; i++) {
            key += 1 + random.nextLong(KEY_DISTANCE_MAX);
            int at = random.nextInt(i + 1);
            keys[i] = keys[at];
            keys[at] = key;
        }
        index = filled();
    }

    private PairIndex empty() {
        return switch (kind) {
            case SKIP_LIST_INDEX -> new PairIndex.SkipList();
            case CONCURRENT_SKIP_LIST_MAP -> new PairIndex.OfMap(new ConcurrentSkipListMap<>());
            case TREE_MAP -> new PairIndex.OfMap(new TreeMap<>());
        };
    }

    private PairIndex filled() {
        PairIndex filled = empty();
        for (int i = 0; i < PAIRS; i++) {
            filled.insert(keys[i], i);
        }
        return filled;
    }

    private long nextKey() {
        next = next + 1 == PAIRS ? 0 : next + 1;
        return keys[next];
    }

    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public long scan() {
        return index.scan();
    }

    @Benchmark
    public long find() {
        return index.find(nextKey());
    }

    @Benchmark
    public long floor() {
        return index.floor(nextKey() + KEY_DISTANCE_MAX / 2);
    }

    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public Object insert() {
        return filled();
    }
}
