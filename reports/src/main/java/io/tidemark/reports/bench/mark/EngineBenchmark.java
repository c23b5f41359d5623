package io.tidemark.reports.bench.mark;

import io.tidemark.reports.bench.BlockIds;
import io.tidemark.reports.bench.QuickRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
 * {@value #MARKS} marks from one or two producers into an empty tracker, until all of them can be asked for: by block, and by range of
 * time. For Tidemark that includes sealing, and the change set of the window that they make.
 *
 * <p>Equal for all: the blocks, offsets and times; that every mark of a range of time is found, not only a block's last one; 256 MiB
 * to hold them, where a subject can be told so. Not equal: RocksDB gets batches of 1024 marks and Tidemark's ring drains as many, the
 * others take marks one by one; the maps of the JDK and the literal design take as much heap as they need, and keep no bound; the literal
 * design alone has an index by WAL offset besides, and finds only a block's last mark. Compare {@code ROCKSDB} with {@code TIDEMARK},
 * which both lose what a crash finds in memory, and {@code ROCKSDB_WAL} and {@code MVSTORE} with {@code TIDEMARK_DURABLE}, which all
 * end with what was marked on the disk.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(value = 1, jvmArgsPrepend = "-Xmx3g")
@QuickRun("ids=RANDOM")
public class EngineBenchmark {
    private static final int MARKS = 1 << 19;
    private static final long NANOS_BETWEEN_MARKS = 1_000;

    @Param
    MarkSubject subject = MarkSubject.TIDEMARK;

    @Param
    BlockIds ids = BlockIds.RANDOM;

    @Param({"1", "2"})
    int producers = 1;

    private final int marks;
    private long[] blocks = {};
    private ExecutorService others;
    private MarkTracker tracker;

    /** For JMH. */
    public EngineBenchmark() {
        this(MARKS);
    }

    @SuppressWarnings("NullAway.Init") // JMH calls begin() and startEmpty() before all else
    EngineBenchmark(int marks) {
        this.marks = marks;
    }

    /** Draws the block ids once: the choice is not part of the measurement. */
    @Setup
    public void begin() {
        blocks = ids.draw(marks);
        others = Executors.newCachedThreadPool();
    }

    /** Begins with nothing tracked, or the structures would grow from one invocation to the next. */
    @Setup(Level.Invocation)
    public void startEmpty() throws IOException {
        tracker = subject.open();
    }

    /** Releases what the tracker has. */
    @TearDown(Level.Invocation)
    public void close() throws IOException {
        tracker.close();
    }

    /** Ends the threads. */
    @TearDown
    public void end() {
        others.shutdownNow();
    }

    /** Marks, and settles. */
    @Benchmark
    @OperationsPerInvocation(MARKS)
    public Object mark() throws IOException, InterruptedException, ExecutionException {
        List<Future<?>> running = new ArrayList<>();
        for (int producer = 1; producer < producers; producer++) {
            int number = producer;
            running.add(others.submit(() -> {
                markAs(number);
                return number;
            }));
        }
        markAs(0);
        for (Future<?> other : running) {
            other.get();
        }
        tracker.settle();
        return tracker;
    }

    /* Every one of "producers" marks, so that offsets come nearly in order, as from the threads of a host. */
    private void markAs(int producer) throws IOException {
        MarkTracker.Producer way = tracker.producer();
        for (int i = producer; i < marks; i += producers) {
            way.mark(blocks[i], i, i * NANOS_BETWEEN_MARKS);
        }
        way.end();
    }

    /** The blocks of the last marks, as the tracker has them. After {@link #mark}. */
    long[] lastBlocks(int count) throws IOException {
        return tracker.blocksByTime((marks - count) * NANOS_BETWEEN_MARKS, marks * NANOS_BETWEEN_MARKS);
    }
}
