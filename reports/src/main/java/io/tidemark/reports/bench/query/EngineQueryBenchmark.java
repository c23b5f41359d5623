package io.tidemark.reports.bench.query;

import io.tidemark.reports.bench.QuickRun;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What changed since a cursor, and in a range of the log or of time, where that is a part of all blocks; against looking at every
 * block. 1e8 blocks can be asked for, too ({@code --param blocks=100000000}); the scans then need a heap of
 * 6 GB and 12 GB ({@code TIDEMARK_JAVA_OPTS=-Xmx12g}).
 *
 * <p>Equal for all: the blocks, each marked once, in an order that has nothing to do with their numbers; and that the answer names the
 * blocks that were found. Not equal: Tidemark's answer is a sorted set, with what was created and deleted apart; a scan's is a list in the
 * order of its table. Spilled segments are read from files that the system may still have in its page cache.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 600, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 600, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsPrepend = "-Xmx4g")
@QuickRun({"blocks=1000000", "hitPercent=0.1,10"})
public class EngineQueryBenchmark {
    @Param
    QuerySubject subject = QuerySubject.TIDEMARK;

    @Param({"100000", "1000000", "10000000"})
    int blocks = 1_000_000;

    @Param({"0.1", "10", "100"})
    double hitPercent = 10;

    private MarkedBlocks marked;
    private ChangeTable table;

    @SuppressWarnings("NullAway.Init") // JMH calls mark() before all else
    public EngineQueryBenchmark() {}

    /** Has every block marked. */
    @Setup
    public void mark() throws IOException {
        marked = MarkedBlocks.of(blocks, hitPercent);
        table = subject.open(marked);
    }

    /** Releases what the table has. */
    @TearDown
    public void close() throws IOException {
        table.close();
    }

    /** Everything since the cursor. */
    @Benchmark
    public Found since() throws IOException {
        return table.since();
    }

    /** A range of the log. */
    @Benchmark
    public Found byWal() throws IOException {
        return table.byWal(marked.firstInRange(), marked.lastInRange());
    }

    /** A range of time. */
    @Benchmark
    public Found byTime() throws IOException {
        return table.byTime(marked.time(marked.firstInRange()), marked.time(marked.lastInRange()));
    }
}
