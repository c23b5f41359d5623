package io.tidemark.reports.bench;

import io.tidemark.event.EventKind;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.infra.Control;

/**
 * Events through a queue, from one or two producers to one consumer: the ring beside queues of objects with the same payload. What
 * counts is the rate of {@code offer}: each is a success, and no more than the capacity are left at the end.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "-Xmx1g")
public class RingBufferBenchmark {
    /** What carries the events. */
    public enum Kind {
        RING,
        MPSC_POOLED,
        MPSC_ALLOCATING,
        MPMC_ALLOCATING,
        ARRAY_BLOCKING
    }

    /** One queue for all threads of a group. */
    @State(Scope.Group)
    public static class Shared {
        @Param
        Kind kind = Kind.RING;

        @Param("65536")
        int capacity = 1;

        private EventQueue queue = new EventQueue.Ring(2);

        @Setup
        public void open() {
            queue = switch (kind) {
                case RING -> new EventQueue.Ring(capacity);
                case MPSC_POOLED -> EventQueue.JcTools.mpscPooled(capacity);
                case MPSC_ALLOCATING -> EventQueue.JcTools.mpscAllocating(capacity);
                case MPMC_ALLOCATING -> EventQueue.JcTools.mpmcAllocating(capacity);
                case ARRAY_BLOCKING -> new EventQueue.Blocking(capacity);
            };
        }
    }

    /** One way in for each producer. */
    @State(Scope.Thread)
    public static class Way {
        private EventQueue.Producer producer = (kind, block, wal, time) -> false;
        private long next;

        @Setup
        public void open(Shared shared) {
            producer = shared.queue.producer();
        }

        void offer(Control control) {
            long event = next++;
            while (!producer.offer(EventKind.UPDATE, event, event + 1, event + 2) && !control.stopMeasurement) {
                Thread.onSpinWait();
            }
        }
    }

    private static int drain(Shared shared, Blackhole blackhole) {
        int drained = shared.queue.drain((kind, block, wal, time) -> {
            blackhole.consume(kind);
            blackhole.consume(block);
            blackhole.consume(wal);
            blackhole.consume(time);
        });
        if (drained == 0) {
            Thread.onSpinWait();
        }
        return drained;
    }

    @Benchmark
    @Group("oneProducer")
    @GroupThreads(1)
    public void offer1(Way way, Control control) {
        way.offer(control);
    }

    @Benchmark
    @Group("oneProducer")
    @GroupThreads(1)
    public int drain1(Shared shared, Blackhole blackhole) {
        return drain(shared, blackhole);
    }

    @Benchmark
    @Group("twoProducers")
    @GroupThreads(2)
    public void offer2(Way way, Control control) {
        way.offer(control);
    }

    @Benchmark
    @Group("twoProducers")
    @GroupThreads(1)
    public int drain2(Shared shared, Blackhole blackhole) {
        return drain(shared, blackhole);
    }
}
