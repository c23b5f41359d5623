package io.tidemark.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The interceptor on threads of its own, as in production. */
class EventInterceptorThreadsTest {
    /**
     * Producers, the drain thread and listener lanes at full speed, with a stop and a start in between: every event is applied or
     * told, each block in order, for sink and listeners alike.
     */
    @ParameterizedTest
    @EnumSource(OverflowPolicy.class)
    void underRealThreadsEveryEventIsAppliedOrTold(OverflowPolicy policy) throws InterruptedException {
        int perProducer = 50_000;
        int blocks = 16;
        Ordered sinkOrder = new Ordered(2 * blocks);
        Ordered listenerOrder = new Ordered(2 * blocks);
        LostRanges lost = new LostRanges();
        EventInterceptor interceptor = EventInterceptor.builder(batch -> batch.forEach(sinkOrder), lost)
                .ringCapacity(256)
                .overflowPolicy(policy)
                .listener(listenerOrder::accept)
                .callbackThreads(3)
                .build();
        interceptor.start();
        List<Thread> producers = List.of(
                new Thread(() -> produce(interceptor, 0, blocks, perProducer)),
                new Thread(() -> produce(interceptor, blocks, blocks, perProducer)));
        producers.forEach(Thread::start);
        interceptor.drain();
        interceptor.stop();
        interceptor.start();
        for (Thread producer : producers) {
            producer.join();
        }
        interceptor.drain();
        InterceptorStats stats = interceptor.stats();
        interceptor.close();
        assertThat(stats.accepted() + stats.lost()).isEqualTo(2L * perProducer);
        assertThat(stats.applied()).isEqualTo(stats.accepted());
        assertThat(stats.lossPending()).isZero();
        assertThat(lost.events()).isEqualTo(stats.lost());
        assertThat(sinkOrder.count()).isEqualTo(stats.applied());
        assertThat(listenerOrder.count() + interceptor.stats().listenerSkips()).isEqualTo(stats.applied());
        assertThat(sinkOrder.disorder()).isEqualTo("none");
        assertThat(listenerOrder.disorder()).isEqualTo("none");
    }

    private static void produce(EventInterceptor to, int firstBlock, int blocks, int events) {
        for (int i = 1; i <= events; i++) {
            to.onBlockUpdate(firstBlock + i % blocks, i, i);
        }
    }

    /** Checks that the offsets of each block rise. Several threads may call, each for blocks of its own. */
    private static final class Ordered implements EventSink {
        private final long[] last;
        private final long[] counts;
        private volatile String disorder = "none";

        Ordered(int blocks) {
            last = new long[blocks];
            counts = new long[blocks];
        }

        @Override
        public void accept(EventKind kind, long blockId, long walOffset, long timestampNanos) {
            int block = (int) blockId;
            if (walOffset <= last[block]) {
                disorder = "block " + block + ": " + walOffset + " after " + last[block];
            }
            last[block] = walOffset;
            counts[block]++;
        }

        long count() {
            long sum = 0;
            for (long count : counts) {
                sum += count;
            }
            return sum;
        }

        String disorder() {
            return disorder;
        }
    }

    /** Adds up the counts that the details of the losses name. */
    private static final class LostRanges implements LossSink {
        private long events;

        @Override
        public synchronized void onLoss(long walFrom, long walTo, String detail) {
            assertThat(walFrom).isLessThanOrEqualTo(walTo);
            String afterCount = detail.substring(detail.indexOf("count=") + "count=".length());
            events += Long.parseLong(afterCount.substring(0, afterCount.indexOf(',')));
        }

        synchronized long events() {
            return events;
        }
    }
}
