package io.tidemark.reports.bench.mark;

import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.EngineConfig;
import io.tidemark.event.EventInterceptor;
import io.tidemark.spi.Clock;
import io.tidemark.spi.Dispatcher;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a mark alone costs its caller: {@value #MARKS} of them into an active segment that has room for all, so that nothing is sealed;
 * directly, and until they have come through the interceptor's ring. The score is that of all of these marks, and so are the bytes that
 * {@code --gc} finds: some tens of thousands in both ways, which JMH and the background's idle looks allocate, and the marks do not.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 6)
@Measurement(iterations = 8)
@Fork(value = 1, jvmArgsPrepend = "-Xmx2g")
public class MarkPathBenchmark {
    private static final int MARKS = 1_000_000;
    private static final int SEGMENT_EVENTS = 1 << 24;
    private static final long MEMORY_BYTES = 1L << 31;

    private final int marks;
    private BitmapEngine engine;
    private EventInterceptor interceptor;
    private long position;

    /** For JMH. */
    public MarkPathBenchmark() {
        this(MARKS);
    }

    @SuppressWarnings("NullAway.Init") // JMH calls open() before all else
    MarkPathBenchmark(int marks) {
        this.marks = marks;
    }

    /** Opens an engine with an active segment for the marks of all iterations. */
    @Setup
    public void open() throws IOException {
        EngineConfig config = EngineConfig.builder()
                .memoryLimitBytes(MEMORY_BYTES)
                .segmentEvents(SEGMENT_EVENTS)
                .build();
        engine = BitmapEngine.open(config, Storage.memory(), Clock.system(), Dispatcher.threads());
        interceptor = engine.interceptor();
        interceptor.start();
    }

    /** Stops the interceptor, and checks that nothing was sealed. */
    @TearDown
    public void close() throws IOException {
        interceptor.close();
        long seals = engine.stats().seals();
        engine.close();
        if (seals > 0) {
            throw new IllegalStateException("marks must fit into one segment, fewer iterations do: seals=" + seals);
        }
    }

    /** Marks directly. */
    @Benchmark
    public long direct() {
        for (int i = 0; i < marks; i++) {
            position++;
            engine.markDirty(position * 31, position, position * 1_000);
        }
        return position;
    }

    /** Marks through the ring, and waits until the engine has them. */
    @Benchmark
    public long ring() throws InterruptedException {
        for (int i = 0; i < marks; i++) {
            position++;
            interceptor.onBlockUpdate(position * 31, position, position * 1_000);
        }
        interceptor.drain();
        return position;
    }

    /** How many marks the engine has. */
    long marked() {
        return engine.stats().updates();
    }
}
