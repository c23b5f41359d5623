package io.tidemark.reports.bench;

import io.tidemark.bitmap.BlockState;
import io.tidemark.bitmap.ChangeSet;
import io.tidemark.engine.BitmapEngine;
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
 * Questions to an engine that holds {@link #marks} marks of random blocks: the dirty blocks of the last thousandth of
 * the time, against the {@linkplain LiteralDesign literal design}'s index and against a scan of all its blocks; the state
 * of a block; and everything that changed.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
public class EngineQueryBenchmark {
    @Param("1000000")
    private int marks = 1_000_000;

    private final BitmapEngine engine = BenchEngines.open();
    private final LiteralDesign literal = new LiteralDesign();
    private long[] blocks = {};
    private long from;
    private long to;
    private int next;

    /** Gives the same marks to the engine and to its peer. */
    @Setup
    public void mark() throws IOException {
        blocks = new long[marks];
        BenchEngines.fillBlocks(blocks, "random");
        for (int i = 0; i < marks; i++) {
            engine.markDirty(blocks[i], i, i * 1_000L);
            literal.markDirty(blocks[i], i, i * 1_000L);
        }
        engine.checkpoint();
        to = marks * 1_000L;
        from = to - marks;
    }

    /** Releases the engine's folder. */
    @TearDown
    public void close() throws IOException {
        engine.close();
    }

    @Benchmark
    public long timeRange() throws IOException {
        return engine.changesByTime(from, to).changes().dirty().cardinality();
    }

    @Benchmark
    public long timeRangeLiteralDesign() {
        return literal.dirtyBlocksByTime(from, to).getLongCardinality();
    }

    @Benchmark
    public long timeRangeScan() {
        return literal.countByScan(from, to);
    }

    @Benchmark
    public BlockState state() throws IOException {
        next = next + 1 == marks ? 0 : next + 1;
        return engine.state(BenchEngines.CONSUMER, blocks[next]);
    }

    @Benchmark
    public ChangeSet changes() throws IOException {
        return engine.changes(BenchEngines.CONSUMER);
    }
}
