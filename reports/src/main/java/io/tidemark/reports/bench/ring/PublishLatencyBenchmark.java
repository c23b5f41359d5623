package io.tidemark.reports.bench.ring;

import io.tidemark.event.EventKind;
import io.tidemark.reports.bench.FiguresProfiler;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
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
 * How long a producer takes to publish an event, at a fixed rate below what every queue can carry. The time counts from the moment at
 * which the event was <i>due</i>, not from the one at which the producer came to it: a pause delays every event that was due in it, and
 * each is counted with its delay, so that nothing is left out in coordination with the pause. The score is the rate that was
 * reached, which must be the one asked for; the percentiles stand beside it.
 *
 * <p>What is equal and what is not: see {@link RingBufferBenchmark}. Two calls of {@code System.nanoTime}, some 50 ns, are in each
 * figure.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 1, time = 8)
@Fork(
        value = 1,
        jvmArgsPrepend = {
            "-Xmx1g",
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
            "-Dagrona.disable.bounds.checks=true"
        })
public class PublishLatencyBenchmark {
    private static final int CAPACITY = 1 << 16;
    private static final long LATENCY_NANOS_MAX = TimeUnit.HOURS.toNanos(1);
    private static final int DIGITS = 3;
    private static final double[] PERCENTILES = {50, 99, 99.9, 99.99};

    @Param
    RingSubject subject = RingSubject.TIDEMARK;

    @Param("1000000")
    int eventsPerSecond = 1_000_000;

    private final Histogram latency = new Histogram(LATENCY_NANOS_MAX, DIGITS);
    private Drain drain;
    private EventQueue.Producer producer;
    private long begun;
    private long events;

    @SuppressWarnings("NullAway.Init") // JMH calls open() before all else
    public PublishLatencyBenchmark() {}

    /** Opens the queue, and begins to drain it. */
    @Setup
    public void open() {
        EventQueue queue = subject.open(CAPACITY);
        producer = queue.producer();
        drain = new Drain(queue);
    }

    /** Begins a new schedule. */
    @Setup(Level.Iteration)
    public void begin() {
        latency.reset();
        events = 0;
    }

    /** Tells the percentiles. */
    @TearDown(Level.Iteration)
    public void tell() {
        for (double percentile : PERCENTILES) {
            String name = "p" + Double.toString(percentile).replaceAll("\\.0$", "");
            FiguresProfiler.tell(name, (double) latency.getValueAtPercentile(percentile), "ns");
        }
        FiguresProfiler.tellMax("slowest", (double) latency.getMaxValue(), "ns");
    }

    /** Ends the consumer. */
    @TearDown
    public void close() throws InterruptedException {
        drain.end();
    }

    /** Waits until the next event is due, and publishes it. */
    @Benchmark
    public void publish() {
        long due = nextDue();
        while (System.nanoTime() < due) {
            Thread.onSpinWait();
        }
        int idle = 0;
        while (!producer.offer(EventKind.UPDATE, events, due, due)) {
            idle = Idle.after(idle);
        }
        latency.recordValue(System.nanoTime() - due);
    }

    /* The first event is due when it is asked for: JMH lets a while pass between the setup and that. */
    private long nextDue() {
        if (events == 0) {
            begun = System.nanoTime();
        }
        return begun + events++ * TimeUnit.SECONDS.toNanos(1) / eventsPerSecond;
    }

    /** The latencies of the iteration, in nanoseconds. */
    Histogram latency() {
        return latency;
    }

    /** What the consumer got. After {@link #close}. */
    Drain drained() {
        return drain;
    }
}
