package io.tidemark.reports.bench;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.engine.BackupWindow;
import io.tidemark.engine.BitmapEngine;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Marks by one writer: {@value #MARKS} of them, sealing and the background's merging included, until a backup window of
 * them is fixed, against the {@linkplain LiteralDesign literal design} taking the same.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(value = 2, jvmArgsAppend = "-Xmx3g")
public class EngineBenchmark {
    private static final int MARKS = 1 << 20;

    @Param({"random", "sequential"})
    private String ids = "random";

    private final long[] blocks = new long[MARKS];
    private BitmapEngine engine = BenchEngines.open();
    private LiteralDesign literal = new LiteralDesign();
    private long position;

    /** Draws the block ids once: the choice is not part of the measurement. */
    @Setup
    public void drawBlocks() {
        BenchEngines.fillBlocks(blocks, ids);
    }

    /** Begins with nothing tracked, or the structures would grow from one invocation to the next. */
    @Setup(Level.Invocation)
    public void startEmpty() throws IOException {
        engine.close();
        engine = BenchEngines.open();
        literal = new LiteralDesign();
    }

    /** Releases the engine's folder. */
    @TearDown
    public void close() throws IOException {
        engine.close();
    }

    /** Marks, then fixes the window of all of them. */
    @Benchmark
    @OperationsPerInvocation(MARKS)
    public ChangeSet mark() throws IOException {
        for (long block : blocks) {
            position++;
            engine.markDirty(block, position, position * 1_000);
        }
        BackupWindow window = engine.begin(BenchEngines.CONSUMER);
        return window.changes();
    }

    /** The same marks in the literal design, whose dirty set is up to date after each. */
    @Benchmark
    @OperationsPerInvocation(MARKS)
    public Object markLiteralDesign() {
        for (long block : blocks) {
            position++;
            literal.markDirty(block, position, position * 1_000);
        }
        return literal;
    }
}
