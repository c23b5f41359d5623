package io.tidemark.reports.bench.index;

import io.tidemark.index.PairVisitor;
import io.tidemark.reports.bench.FiguresProfiler;
import java.util.SplittableRandom;
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
import org.openjdk.jol.info.GraphLayout;

/**
 * An index of {@value #PAIRS} pairs: filled from empty, in order and at random, each pair of which counts; and, of one that was filled at
 * random, which is the worst for its locality, a pair found, the last one at or below a key, and ranges both ways, of all and of
 * {@value #RANGE_PAIRS} pairs. Beside the filling stands what the index then takes on the heap, a pair.
 *
 * <p>Equal for all: keys, values, their order, and that each visited pair is read. Not equal: the maps of the JDK hold boxed numbers, as
 * they have to; Tidemark's index and {@code ConcurrentSkipListMap} let other threads read meanwhile, the trees do not.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 700, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 700, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsPrepend = {"-Xmx1g", "-Djdk.attach.allowAttachSelf=true"})
public class SkipListBenchmark {
    private static final int PAIRS = 100_000;
    private static final int RANGE_PAIRS = 100;
    private static final long KEY_DISTANCE_MAX = 1_000_000;

    @Param
    IndexSubject subject = IndexSubject.TIDEMARK;

    private final Keys keys;
    private PairIndex index;
    private int next;

    /** For JMH. */
    public SkipListBenchmark() {
        this(PAIRS);
    }

    @SuppressWarnings("NullAway.Init") // JMH calls fill() before all else
    SkipListBenchmark(int pairs) {
        keys = new Keys(pairs);
    }

    /** The keys, all different, ascending and in a random order. */
    private static final class Keys {
        private final long[] ascending;
        private final long[] shuffled;

        Keys(int pairs) {
            SplittableRandom random = new SplittableRandom(42);
            ascending = new long[pairs];
            shuffled = new long[pairs];
            long key = 0;
            for (int i = 0; i < pairs; i++) {
                key += 1 + random.nextLong(KEY_DISTANCE_MAX);
                ascending[i] = key;
                int at = random.nextInt(i + 1);
                shuffled[i] = shuffled[at];
                shuffled[at] = key;
            }
        }
    }

    /** Fills the index that is asked. */
    @Setup
    public void fill() {
        index = filled(keys.shuffled);
    }

    private PairIndex filled(long[] order) {
        PairIndex filled = subject.open();
        for (int i = 0; i < order.length; i++) {
            filled.insert(order[i], i);
        }
        return filled;
    }

    /* States of their own for the two benchmarks that fill an index, since to measure one takes long. */

    /** Tells what an index takes that was filled in order. */
    @State(Scope.Benchmark)
    public static class AscendingFootprint {
        @Setup
        public void tell(SkipListBenchmark benchmark) {
            FiguresProfiler.tell("heap", benchmark.bytesPerPair(benchmark.keys.ascending), "B/pair");
        }
    }

    /** Tells what an index takes that was filled at random. */
    @State(Scope.Benchmark)
    public static class RandomFootprint {
        @Setup
        public void tell(SkipListBenchmark benchmark) {
            FiguresProfiler.tell("heap", benchmark.bytesPerPair(benchmark.keys.shuffled), "B/pair");
        }
    }

    private double bytesPerPair(long[] order) {
        return (double) GraphLayout.parseInstance(filled(order).root()).totalSize() / order.length;
    }

    private int nextIndex() {
        next = next + 1 == keys.shuffled.length ? 0 : next + 1;
        return next;
    }

    private long nextKey() {
        return keys.shuffled[nextIndex()];
    }

    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public Object insertAscending(AscendingFootprint footprint) {
        return filled(keys.ascending);
    }

    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public Object insertRandom(RandomFootprint footprint) {
        return filled(keys.shuffled);
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
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public long fullAscending() {
        Sum sum = new Sum();
        index.ascending(Long.MIN_VALUE, Long.MAX_VALUE, sum);
        return sum.value;
    }

    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public long fullDescending() {
        Sum sum = new Sum();
        index.descending(Long.MIN_VALUE, Long.MAX_VALUE, sum);
        return sum.value;
    }

    @Benchmark
    public long shortAscending() {
        Sum sum = new Sum();
        int from = nextRange();
        index.ascending(keys.ascending[from], keys.ascending[from + RANGE_PAIRS - 1], sum);
        return sum.value;
    }

    @Benchmark
    public long shortDescending() {
        Sum sum = new Sum();
        int from = nextRange();
        index.descending(keys.ascending[from], keys.ascending[from + RANGE_PAIRS - 1], sum);
        return sum.value;
    }

    /* Strides over the keys, so that neighbours are not asked for one after another. */
    private int nextRange() {
        int begins = keys.ascending.length - RANGE_PAIRS + 1;
        return (int) (nextIndex() * 7_919L % begins);
    }

    /** Reads every pair. */
    private static final class Sum implements PairVisitor {
        private long value;

        @Override
        public boolean visit(long key, long newValue) {
            value += key + newValue;
            return true;
        }
    }
}
