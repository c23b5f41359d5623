package io.tidemark.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.Agent;
import io.tidemark.spi.CallerDispatcher;
import io.tidemark.spi.Dispatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RingBufferTest {
    private final RingBuffer ring = new RingBuffer(4);
    private final EventBatch batch = new EventBatch(0);
    private final CallerDispatcher dispatcher = Dispatcher.caller();

    @AfterEach
    void keepsItsInvariants() {
        ring.checkInvariants();
    }

    private boolean offer(long block) {
        return ring.offer(EventKind.UPDATE, block, block + 1, block + 2);
    }

    private List<Long> drain(int limit) {
        batch.clear();
        int drained = ring.drain(batch, limit);
        assertThat(drained).isEqualTo(batch.count());
        List<Long> blocks = new ArrayList<>();
        batch.forEach((kind, block, wal, time) -> blocks.add(block));
        return blocks;
    }

    @ParameterizedTest
    @CsvSource({"2,2", "3,4", "4,4", "5,8", "1000,1024", "1024,1024", "1025,2048"})
    void capacityIsRoundedUpToAPowerOfTwo(int asked, int got) {
        assertThat(new RingBuffer(asked).capacity()).isEqualTo(got);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1, (1 << 28) + 1, Integer.MAX_VALUE})
    void aCapacityOutOfRangeIsRefused(int capacity) {
        assertThatThrownBy(() -> new RingBuffer(capacity))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("capacity=" + capacity);
    }

    @ParameterizedTest
    @CsvSource({"4,4", "5,1", "0,0", "2,-1"})
    void watermarksOutOfOrderAreRefused(int warnAt, int calmAt) {
        assertThatThrownBy(() -> new RingBuffer(4, warnAt, calmAt))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("warnAt=" + warnAt);
    }

    @Test
    void carriesEveryPartOfAnEventUnchanged() {
        for (EventKind kind : EventKind.values()) {
            assertThat(ring.offer(kind, -1, Long.MIN_VALUE, Long.MAX_VALUE)).isTrue();
        }
        assertThat(ring.drain(batch, 10)).isEqualTo(4);
        for (int i = 0; i < 4; i++) {
            assertThat(batch.kind(i)).isEqualTo(EventKind.ofCode(i));
            assertThat(batch.blockId(i)).isEqualTo(-1);
            assertThat(batch.walOffset(i)).isEqualTo(Long.MIN_VALUE);
            assertThat(batch.timestampNanos(i)).isEqualTo(Long.MAX_VALUE);
        }
    }

    @Test
    void anEmptyRingDrainsNothing() {
        assertThat(drain(10)).isEmpty();
        assertThat(ring.size()).isZero();
        offer(1);
        assertThat(drain(10)).containsExactly(1L);
        assertThat(drain(10)).isEmpty();
    }

    @Test
    void aFullRingRefusesUntilSomethingIsDrained() {
        for (int i = 0; i < 4; i++) {
            assertThat(offer(i)).isTrue();
        }
        assertThat(offer(4)).isFalse();
        assertThat(drain(1)).containsExactly(0L);
        assertThat(offer(5)).isTrue();
        assertThat(offer(6)).isFalse();
        assertThat(drain(10)).containsExactly(1L, 2L, 3L, 5L);
    }

    @Test
    void keepsOrderOverManyLapsWhateverTheBatches() {
        long next = 0;
        long expected = 0;
        for (int round = 0; round < 1000; round++) {
            for (int i = 0; i < 1 + round % 4; i++) {
                if (offer(next)) {
                    next++;
                }
            }
            for (long block : drain(1 + round % 3)) {
                assertThat(block).isEqualTo(expected++);
            }
            ring.checkInvariants();
        }
        assertThat(drain(4)).hasSize((int) (next - expected));
    }

    @Test
    void drainAddsBehindWhatTheBatchHolds() {
        batch.add(EventKind.CREATE, 99, 0, 0);
        offer(1);
        offer(2);
        assertThat(ring.drain(batch, 1)).isEqualTo(1);
        assertThat(batch.count()).isEqualTo(2);
        assertThat(batch.blockId(0)).isEqualTo(99);
        assertThat(batch.blockId(1)).isEqualTo(1);
    }

    @Test
    void aDrainOfNothingIsRefused() {
        assertThatThrownBy(() -> ring.drain(batch, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void countsWhatWasEnqueuedDrainedAndRejected() {
        for (int i = 0; i < 7; i++) {
            offer(i);
        }
        drain(3);
        assertThat(ring.enqueued()).isEqualTo(4);
        assertThat(ring.rejected()).isEqualTo(3);
        assertThat(ring.drained()).isEqualTo(3);
        assertThat(ring.size()).isEqualTo(1);
    }

    @Test
    void aNullKindIsRefusedWithoutATrace() {
        assertThatThrownBy(() -> ring.offer(nullKind(), 1, 1, 1)).isInstanceOf(NullPointerException.class);
        assertThat(ring.size()).isZero();
        offer(1);
        assertThat(drain(4)).containsExactly(1L);
    }

    @SuppressWarnings("NullAway") // what a caller without null checks can do
    private static EventKind nullKind() {
        return null;
    }

    @Test
    void remembersTheHighestSize() {
        assertThat(ring.highWatermark()).isZero();
        offer(1);
        offer(2);
        offer(3);
        assertThat(ring.highWatermark()).isEqualTo(3);
        drain(4);
        offer(4);
        assertThat(ring.highWatermark()).isEqualTo(3);
    }

    @Test
    void pressureBeginsAtTheUpperMarkAndEndsAtTheLower() {
        RingBuffer marked = new RingBuffer(8, 6, 2);
        List<Boolean> signal = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            signal.add(marked.isUnderPressure());
            marked.offer(EventKind.UPDATE, i, i, i);
        }
        assertThat(signal).containsOnly(false);
        signal.clear();
        for (int i = 0; i < 6; i++) {
            signal.add(marked.isUnderPressure());
            marked.drain(batch, 1);
        }
        assertThat(signal).containsExactly(true, true, true, true, false, false);
        for (int i = 0; i < 5; i++) {
            marked.offer(EventKind.UPDATE, i, i, i);
        }
        assertThat(marked.isUnderPressure()).isFalse();
    }

    @Test
    void aClosedRingRefusesAndCanBeDrainedAndReopened() {
        offer(1);
        ring.close();
        assertThat(ring.isClosed()).isTrue();
        assertThat(offer(2)).isFalse();
        assertThat(ring.size()).isEqualTo(1);
        assertThat(ring.enqueued()).isEqualTo(1);
        assertThat(drain(4)).containsExactly(1L);
        ring.reopen();
        assertThat(offer(3)).isTrue();
        assertThat(drain(4)).containsExactly(3L);
    }

    @Test
    void puttingIntoAClosedRingIsRefused() {
        ring.close();
        assertThatThrownBy(() -> ring.put(EventKind.CREATE, 1, 1, 1, dispatcher))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTimedOfferTakesTheRoomThatComesInTime() throws InterruptedException {
        fill();
        AtomicBoolean drained = new AtomicBoolean();
        Dispatcher drainsOnThirdWait = new Scripted(attempt -> {
            if (attempt == 2) {
                drain(1);
                drained.set(true);
            }
        });
        assertThat(ring.offer(EventKind.CREATE, 9, 9, 9, 100, drainsOnThirdWait, new ManualClock(1)))
                .isTrue();
        assertThat(drained).isTrue();
        assertThat(ring.rejected()).isZero();
    }

    @Test
    void aTimedOfferGivesUpWhenTheTimeIsOver() throws InterruptedException {
        fill();
        List<Integer> attempts = new ArrayList<>();
        assertThat(ring.offer(EventKind.CREATE, 9, 9, 9, 5, new Scripted(attempts::add), new ManualClock(1)))
                .isFalse();
        assertThat(attempts).containsExactly(0, 1, 2, 3);
        assertThat(ring.rejected()).isEqualTo(1);
    }

    @Test
    void aTimedOfferDoesNotWaitForEverOnAClockThatStandsStill() throws InterruptedException {
        fill();
        assertThat(ring.offer(EventKind.CREATE, 9, 9, 9, Long.MAX_VALUE, dispatcher, ManualClock.still()))
                .isFalse();
    }

    @Test
    void aWaitThatIsInterruptedTakesNothing() {
        fill();
        Dispatcher interrupts = new Scripted(attempt -> Thread.currentThread().interrupt());
        assertThatThrownBy(() -> ring.put(EventKind.CREATE, 9, 9, 9, interrupts))
                .isInstanceOf(InterruptedException.class);
        assertThat(drain(10)).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void putWaitsForRoom() throws InterruptedException {
        fill();
        ring.put(EventKind.CREATE, 9, 9, 9, new Scripted(attempt -> drain(1)));
        assertThat(drain(10)).containsExactly(1L, 2L, 3L, 9L);
    }

    @Test
    void aSecondConsumerAtTheSameTimeIsRefusedAndTakesNothing() {
        offer(1);
        ring.enterDrain();
        assertThatThrownBy(() -> drain(1)).isInstanceOf(IllegalStateException.class);
        ring.leaveDrain();
        assertThat(drain(1)).containsExactly(1L);
    }

    @Test
    void anEventThatIsNotPublishedYetHoldsBackThoseBehindItButNotTheirProducers() {
        long first = ring.claim();
        assertThat(offer(2)).isTrue();
        assertThat(drain(4)).isEmpty();
        assertThat(ring.size()).isEqualTo(2);
        ring.publish(first, EventKind.CREATE.code(), 1, 1, 1);
        assertThat(drain(4)).containsExactly(1L, 2L);
    }

    /** Two producers and a consumer on real threads: nothing lost, nothing twice, each producer's order kept. */
    @Test
    void concurrentProducersLoseNothingAndKeepTheirOrder() throws InterruptedException {
        int perProducer = 200_000;
        RingBuffer shared = new RingBuffer(64);
        Dispatcher threads = Dispatcher.threads();
        CountDownLatch ready = new CountDownLatch(2);
        List<Thread> producers = new ArrayList<>();
        for (int p = 0; p < 2; p++) {
            long id = p;
            producers.add(new Thread(() -> produce(shared, id, perProducer, threads, ready)));
        }
        producers.forEach(Thread::start);
        long[] next = new long[2];
        for (int taken = 0; taken < 2 * perProducer; ) {
            batch.clear();
            taken += shared.drain(batch, 50);
            batch.forEach((kind, producer, sequence, check) -> {
                assertThat(sequence).isEqualTo(next[(int) producer]++);
                assertThat(check).isEqualTo(~sequence);
                assertThat(kind.code()).isEqualTo((byte) (sequence & 3));
            });
        }
        for (Thread producer : producers) {
            producer.join();
        }
        assertThat(shared.size()).isZero();
        assertThat(shared.enqueued()).isEqualTo(2L * perProducer);
        assertThat(shared.drained()).isEqualTo(2L * perProducer);
        assertThat(shared.highWatermark()).isLessThanOrEqualTo(64);
        shared.checkInvariants();
    }

    private static void produce(RingBuffer to, long id, int count, Dispatcher threads, CountDownLatch ready) {
        try {
            ready.countDown();
            ready.await();
            for (long i = 0; i < count; i++) {
                to.put(EventKind.ofCode((int) (i & 3)), id, i, ~i, threads);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void fill() {
        for (int i = 0; i < 4; i++) {
            offer(i);
        }
    }

    /** A dispatcher whose waits do what the test says. */
    private record Scripted(IntConsumer onWait) implements Dispatcher {
        @Override
        public Task start(Agent agent) {
            throw new UnsupportedOperationException("no agents here");
        }

        @Override
        public void awaitProgress(int attempt) {
            onWait.accept(attempt);
        }
    }
}
