package io.tidemark.reports.bench.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.event.EventKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RingBenchmarksTest {
    private static final int CAPACITY = 64;
    private static final int EVENTS = 10_000;

    @ParameterizedTest
    @EnumSource
    void everyQueueKeepsTheOrderAndTheWholePayload(RingSubject subject) {
        EventQueue queue = subject.open(CAPACITY);
        EventQueue.Producer producer = queue.producer();
        List<List<Object>> given = new ArrayList<>();
        List<List<Object>> taken = new ArrayList<>();
        for (int i = 0; i < 5 * CAPACITY; i++) {
            EventKind kind = EventKind.ofCode((byte) (i % 4));
            assertThat(producer.offer(kind, i, -i, 3L * i)).isTrue();
            given.add(List.of(kind, (long) i, (long) -i, 3L * i));
            if (i % CAPACITY == CAPACITY - 1) {
                queue.drain((k, block, wal, time) -> taken.add(List.of(k, block, wal, time)));
            }
        }

        assertThat(taken).isEqualTo(given);
        assertThat(queue.drain((k, block, wal, time) -> {})).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aFullQueueRefuses(RingSubject subject) {
        EventQueue queue = subject.open(CAPACITY);
        EventQueue.Producer producer = queue.producer();
        int accepted = 0;
        while (producer.offer(EventKind.CREATE, 1, 1, 1)) {
            accepted++;
        }

        assertThat(accepted).isEqualTo(CAPACITY);
    }

    @ParameterizedTest
    @EnumSource
    void whatTwoProducersOfferArrives(RingSubject subject) throws Exception {
        RingBufferBenchmark benchmark = new RingBufferBenchmark();
        benchmark.subject = subject;
        benchmark.capacity = CAPACITY;
        benchmark.open();
        Thread other = new Thread(() -> offer(benchmark));
        other.start();
        offer(benchmark);
        other.join();
        benchmark.close();

        long each = 0;
        for (long event = 0; event < EVENTS; event++) {
            each += Drain.checksum(EventKind.UPDATE, event, event + 1, event + 2);
        }
        assertThat(benchmark.drained().events()).isEqualTo(2L * EVENTS);
        assertThat(benchmark.drained().sum()).isEqualTo(2 * each);
    }

    private static void offer(RingBufferBenchmark benchmark) {
        RingBufferBenchmark.Events events = new RingBufferBenchmark.Events();
        events.open(benchmark);
        for (int i = 0; i < EVENTS; i += 2) {
            benchmark.oneProducer(events);
            benchmark.twoProducers(events);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPublishedEventHasALatency(RingSubject subject) throws Exception {
        PublishLatencyBenchmark benchmark = new PublishLatencyBenchmark();
        benchmark.subject = subject;
        benchmark.open();
        benchmark.begin();
        for (int i = 0; i < EVENTS; i++) {
            benchmark.publish();
        }
        benchmark.tell();
        benchmark.close();

        assertThat(benchmark.latency().getTotalCount()).isEqualTo(EVENTS);
        assertThat(benchmark.drained().events()).isEqualTo(EVENTS);
    }
}
