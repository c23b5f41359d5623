package io.tidemark.reports.bench.segment;

import io.tidemark.reports.bench.FiguresProfiler;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * What becomes of {@value #EVENTS} events of random blocks: each {@link Operation} in the caller's thread, against a plain sequential
 * write of as many bytes as the segments have then, which is forced only where the operation forces. Beside the time stand these
 * bytes a second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(value = 1, jvmArgsPrepend = "-Xmx2g")
public class SegmentBenchmark {
    private static final int EVENTS = 1 << 20;
    private static final double MEGABYTE = 1e6;

    @Param
    SegmentSubject subject = SegmentSubject.TIDEMARK;

    @Param
    Operation operation = Operation.SEAL;

    private final int events;
    private StateWork work;

    /** For JMH. */
    public SegmentBenchmark() {
        this(EVENTS);
    }

    @SuppressWarnings("NullAway.Init") // JMH calls open() before all else
    SegmentBenchmark(int events) {
        this.events = events;
    }

    @Setup
    public void open() throws IOException {
        work = subject.open(operation, events);
    }

    @Setup(Level.Invocation)
    public void prepare() throws IOException {
        work.prepare();
    }

    @TearDown(Level.Invocation)
    public void clear() throws IOException {
        FiguresProfiler.tellHandled("state", work.bytes() / MEGABYTE, "MB");
        work.clear();
    }

    @TearDown
    public void close() throws IOException {
        work.close();
    }

    @Benchmark
    public void run() throws IOException {
        work.run();
    }

    StateWork work() {
        return work;
    }
}
