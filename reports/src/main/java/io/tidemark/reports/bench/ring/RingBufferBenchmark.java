package io.tidemark.reports.bench.ring;

import io.tidemark.event.EventKind;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Events through a bounded queue, from one or two producers to one consumer that reads every field. An operation is an event that
 * was taken: since the queue is bounded, the rate is the one from end to end.
 *
 * <p>Equal for all: the payload (a kind and three longs), the capacity in events, the largest batch of a drain, how threads wait, and
 * that the queue allows for many producers even where there is one. Not equal: queues of references get objects, reused from a pool of
 * each producer where the queue would else carry garbage, and new ones where the name says so or the JDK is shown; Agrona's
 * memory is outside of the heap, and its bounds checks are off, as it advises for production; the Disruptor is polled where its own
 * consumer would be a thread of its own, which does the same.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsPrepend = {
            "-Xmx1g",
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
            "-Dagrona.disable.bounds.checks=true"
        })
public class RingBufferBenchmark {
    @Param
    RingSubject subject = RingSubject.TIDEMARK;

    @Param("65536")
    int capacity = 1 << 16;

    private EventQueue queue;
    private Drain drain;

    @SuppressWarnings("NullAway.Init") // JMH calls open() before all else
    public RingBufferBenchmark() {}

    /** Opens the queue, and begins to drain it. */
    @Setup
    public void open() {
        queue = subject.open(capacity);
        drain = new Drain(queue);
    }

    /** Ends the consumer. */
    @TearDown
    public void close() throws InterruptedException {
        drain.end();
    }

    /** What the consumer got. After {@link #close}. */
    Drain drained() {
        return drain;
    }

    /** One producer's events. */
    @State(Scope.Thread)
    public static class Events {
        private EventQueue.Producer producer;
        private long next;

        @SuppressWarnings("NullAway.Init") // as above
        public Events() {}

        /** Takes a way into the queue. */
        @Setup
        public void open(RingBufferBenchmark benchmark) {
            producer = benchmark.queue.producer();
        }

        void offerNext() {
            long event = next++;
            int idle = 0;
            while (!producer.offer(EventKind.UPDATE, event, event + 1, event + 2)) {
                idle = Idle.after(idle);
            }
        }
    }

    @Benchmark
    @Threads(1)
    public void oneProducer(Events events) {
        events.offerNext();
    }

    @Benchmark
    @Threads(2)
    public void twoProducers(Events events) {
        events.offerNext();
    }
}
