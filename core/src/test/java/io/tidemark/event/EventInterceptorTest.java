package io.tidemark.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.spi.CallerDispatcher;
import io.tidemark.spi.Dispatcher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every outcome, on one thread that steps the agents: each schedule is written down in the test. */
class EventInterceptorTest {
    private final CallerDispatcher dispatcher = Dispatcher.caller();
    private final ManualClock clock = new ManualClock(1);
    private final List<Long> applied = new ArrayList<>();
    private final List<String> losses = new ArrayList<>();
    private boolean sinkFails;
    private boolean lossSinkFails;
    private Runnable inSink = () -> {};

    private EventInterceptorBuilder builder() {
        return EventInterceptor.builder(this::apply, this::lose)
                .ringCapacity(4)
                .batchEvents(3)
                .clock(clock)
                .dispatcher(dispatcher);
    }

    private void apply(EventBatch batch) {
        inSink.run();
        if (sinkFails) {
            throw new IllegalArgumentException("sink refuses");
        }
        batch.forEach((kind, block, wal, time) -> applied.add(wal));
    }

    private void lose(long from, long to, String detail) throws IOException {
        if (lossSinkFails) {
            throw new IOException("loss sink refuses");
        }
        losses.add(from + ".." + to);
        assertThat(detail).contains("count=");
    }

    private EventInterceptor started(EventInterceptorBuilder builder) {
        EventInterceptor interceptor = builder.build();
        interceptor.start();
        return interceptor;
    }

    private static void update(EventInterceptor interceptor, long fromWal, long toWal) {
        for (long wal = fromWal; wal <= toWal; wal++) {
            interceptor.onBlockUpdate(1, wal, wal);
        }
    }

    // ---- the way through

    @Test
    void eachKindReachesTheSinkWithAllItsParts() throws InterruptedException {
        List<BlockEvent> seen = new ArrayList<>();
        EventBatchSink sink = batch -> batch.forEach((k, b, w, t) -> seen.add(new BlockEvent(k, b, w, t)));
        try (EventInterceptor interceptor = EventInterceptor.builder(sink, this::lose)
                .dispatcher(dispatcher)
                .build()) {
            interceptor.start();
            assertThat(interceptor.onBlockCreate(1, 10, 100)).isEqualTo(Acceptance.ACCEPTED);
            interceptor.onBlockUpdate(2, 20, 200);
            interceptor.onBlockFlush(3, 30, 300);
            interceptor.onBlockDelete(4, 40, 400);
            interceptor.accept(new BlockEvent(EventKind.UPDATE, 5, 50, 500));
            interceptor.drain();
        }
        assertThat(seen)
                .containsExactly(
                        new BlockEvent(EventKind.CREATE, 1, 10, 100),
                        new BlockEvent(EventKind.UPDATE, 2, 20, 200),
                        new BlockEvent(EventKind.FLUSH, 3, 30, 300),
                        new BlockEvent(EventKind.DELETE, 4, 40, 400),
                        new BlockEvent(EventKind.UPDATE, 5, 50, 500));
    }

    @Test
    void drainReturnsWhenAllThatWasOfferedIsApplied() throws InterruptedException {
        EventInterceptor interceptor = started(builder());
        update(interceptor, 1, 4);
        assertThat(interceptor.lag()).isEqualTo(4);
        assertThat(applied).isEmpty();
        interceptor.drain();
        assertThat(applied).containsExactly(1L, 2L, 3L, 4L);
        assertThat(interceptor.lag()).isZero();
    }

    @Test
    void drainOfAStoppedInterceptorThatOwesNothingReturns() {
        assertThatCode(builder().build()::drain).doesNotThrowAnyException();
    }

    // ---- overflow

    @Test
    void blockWaitsForRoomAndLosesNothing() throws InterruptedException {
        EventInterceptor interceptor = started(builder());
        update(interceptor, 1, 50);
        interceptor.drain();
        assertThat(applied).hasSize(50).isSorted();
        assertThat(losses).isEmpty();
        assertThat(interceptor.stats().lost()).isZero();
    }

    @Test
    void blockTellsALossAfterTheTimeout() throws InterruptedException {
        EventInterceptor interceptor = started(builder().blockTimeoutNanos(5));
        sinkFails = true;
        update(interceptor, 1, 7); // three are in the batch that is tried again, four in the ring
        assertThat(interceptor.onBlockUpdate(1, 8, 8)).isEqualTo(Acceptance.LOST_TIMED_OUT);
        sinkFails = false;
        interceptor.drain();
        assertThat(applied).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(losses).containsExactly("8..8");
        assertThat(interceptor.stats().timedOut()).isEqualTo(1);
    }

    @Test
    void blockGivesUpOnAClockThatStandsStill() {
        EventInterceptor interceptor = started(EventInterceptor.builder(this::apply, this::lose)
                .ringCapacity(2)
                .clock(ManualClock.still())
                .dispatcher(dispatcher));
        sinkFails = true;
        update(interceptor, 1, 3);
        assertThat(interceptor.stats().accepted() + interceptor.stats().lost()).isEqualTo(3);
    }

    @Test
    void anInterruptDoesNotCostAnEventAndIsKept() throws InterruptedException {
        EventInterceptor interceptor = started(builder());
        update(interceptor, 1, 4);
        Thread.currentThread().interrupt();
        Acceptance acceptance = interceptor.onBlockUpdate(1, 5, 5);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(acceptance).isEqualTo(Acceptance.ACCEPTED);
        interceptor.drain();
        assertThat(applied).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void degradeTellsTheRangeOfTheLossBeforeTheNextBatch() {
        EventInterceptor interceptor = started(builder().overflowPolicy(OverflowPolicy.DEGRADE));
        update(interceptor, 1, 4);
        assertThat(interceptor.onBlockUpdate(1, 9, 9)).isEqualTo(Acceptance.LOST_FULL);
        assertThat(interceptor.onBlockUpdate(1, 6, 6)).isEqualTo(Acceptance.LOST_FULL);
        assertThat(losses).isEmpty();
        assertThat(interceptor.stats().lossPending()).isEqualTo(2);
        inSink = () -> assertThat(losses).containsExactly("6..9");
        dispatcher.step();
        assertThat(applied).containsExactly(1L, 2L, 3L);
        assertThat(interceptor.stats().rejected()).isEqualTo(2);
        assertThat(interceptor.stats().lossPending()).isZero();
    }

    @Test
    void drainTellsLossesBeforeItReturns() throws InterruptedException {
        EventInterceptor interceptor = started(builder().overflowPolicy(OverflowPolicy.DEGRADE));
        update(interceptor, 1, 6);
        interceptor.drain();
        assertThat(losses).containsExactly("5..6");
        assertThat(applied).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void aLossThatCannotBeToldMakesDrainFailUntilItIsTold() throws InterruptedException {
        EventInterceptor interceptor = started(builder().overflowPolicy(OverflowPolicy.DEGRADE));
        update(interceptor, 1, 5);
        lossSinkFails = true;
        assertThatThrownBy(interceptor::drain)
                .isInstanceOf(InterceptorFailedException.class)
                .hasRootCauseMessage("loss sink refuses");
        assertThat(interceptor.state()).isEqualTo(InterceptorState.FAILING);
        lossSinkFails = false;
        interceptor.drain();
        assertThat(losses).containsExactly("5..5");
        assertThat(applied).containsExactly(1L, 2L, 3L, 4L);
    }

    @ParameterizedTest
    @EnumSource(OverflowPolicy.class)
    void anEventFromWithinTheSinkNeverWaits(OverflowPolicy policy) throws InterruptedException {
        EventInterceptor interceptor = started(builder().overflowPolicy(policy));
        update(interceptor, 1, 4);
        List<Acceptance> answers = new ArrayList<>();
        inSink = () -> {
            for (int i = 0; i < 5; i++) {
                answers.add(interceptor.onBlockUpdate(2, 100 + i, 0));
            }
            inSink = () -> {};
        };
        interceptor.drain();
        assertThat(answers)
                .containsExactly(
                        Acceptance.ACCEPTED,
                        Acceptance.ACCEPTED,
                        Acceptance.ACCEPTED,
                        Acceptance.LOST_FULL,
                        Acceptance.LOST_FULL);
        assertThat(losses).containsExactly("103..104");
    }

    // ---- failing sinks

    @Test
    void aBatchThatTheSinkRefusesIsKeptAndTriedAgainInOrder() throws InterruptedException {
        EventInterceptor interceptor = started(builder());
        update(interceptor, 1, 4);
        sinkFails = true;
        assertThatThrownBy(interceptor::drain)
                .isInstanceOf(InterceptorFailedException.class)
                .hasRootCauseMessage("sink refuses");
        assertThat(interceptor.state()).isEqualTo(InterceptorState.FAILING);
        assertThat(interceptor.failure()).isInstanceOf(IllegalArgumentException.class);
        assertThat(interceptor.lag()).isEqualTo(4);
        sinkFails = false;
        interceptor.drain();
        assertThat(interceptor.state()).isEqualTo(InterceptorState.RUNNING);
        assertThat(interceptor.failure()).isNull();
        assertThat(applied).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void stopWithAFailingSinkThrowsAndTheNextStartAppliesWhatWasKept() throws InterruptedException {
        EventInterceptor interceptor = started(builder());
        update(interceptor, 1, 4);
        sinkFails = true;
        assertThatThrownBy(interceptor::stop).isInstanceOf(InterceptorFailedException.class);
        assertThat(interceptor.state()).isEqualTo(InterceptorState.STOPPED);
        assertThatThrownBy(interceptor::drain).isInstanceOf(IllegalStateException.class);
        sinkFails = false;
        interceptor.start();
        interceptor.drain();
        assertThat(applied).containsExactly(1L, 2L, 3L, 4L);
        assertThat(losses).isEmpty();
    }

    @Test
    void closeWithAFailingSinkTellsWhatItGivesUp() {
        EventInterceptor interceptor = started(builder());
        update(interceptor, 1, 4);
        sinkFails = true;
        interceptor.close();
        assertThat(losses).containsExactly("1..4");
        assertThat(interceptor.stats().abandoned()).isEqualTo(4);
        assertThat(interceptor.stats().lost()).isEqualTo(4);
        assertThat(interceptor.lag()).isZero();
    }

    @Test
    void closeThatCannotTellTheLossThrows() {
        EventInterceptor interceptor = started(builder());
        update(interceptor, 1, 4);
        sinkFails = true;
        lossSinkFails = true;
        assertThatThrownBy(interceptor::close)
                .isInstanceOf(InterceptorFailedException.class)
                .hasMessageContaining("count=4");
        assertThat(interceptor.state()).isEqualTo(InterceptorState.CLOSED);
    }

    // ---- start and stop

    @Test
    void stopAppliesAllAndIsIdempotentAndCanBeStartedAgain() {
        EventInterceptor interceptor = started(builder());
        interceptor.start();
        update(interceptor, 1, 4);
        interceptor.stop();
        interceptor.stop();
        assertThat(applied).containsExactly(1L, 2L, 3L, 4L);
        assertThat(interceptor.state()).isEqualTo(InterceptorState.STOPPED);
        interceptor.start();
        update(interceptor, 5, 6);
        interceptor.stop();
        assertThat(applied).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(losses).isEmpty();
    }

    @Test
    void anEventForAnInterceptorThatDoesNotRunIsToldAsLostAtOnce() {
        EventInterceptor interceptor = builder().build();
        assertThat(interceptor.onBlockUpdate(1, 1, 1)).isEqualTo(Acceptance.LOST_STOPPED);
        assertThat(losses).containsExactly("1..1");
        interceptor.start();
        interceptor.stop();
        interceptor.onBlockUpdate(1, 2, 2);
        interceptor.close();
        interceptor.onBlockUpdate(1, 3, 3);
        assertThat(losses).containsExactly("1..1", "2..2", "3..3");
        assertThat(interceptor.stats().refused()).isEqualTo(3);
        assertThat(applied).isEmpty();
    }

    @Test
    void closeIsIdempotentAndFinal() {
        EventInterceptor interceptor = started(builder());
        update(interceptor, 1, 2);
        interceptor.close();
        interceptor.close();
        interceptor.stop();
        assertThat(applied).containsExactly(1L, 2L);
        assertThat(interceptor.state()).isEqualTo(InterceptorState.CLOSED);
        assertThatThrownBy(interceptor::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void waitingCallsFromWithinTheSinkAreRefused() throws InterruptedException {
        EventInterceptor interceptor = started(builder());
        List<Throwable> refused = new ArrayList<>();
        inSink = () -> {
            for (ThrowingCall call : List.<ThrowingCall>of(
                    interceptor::drain, interceptor::stop, interceptor::start, interceptor::close)) {
                try {
                    call.run();
                } catch (IllegalStateException | InterruptedException e) {
                    refused.add(e);
                }
            }
        };
        update(interceptor, 1, 1);
        interceptor.drain();
        assertThat(refused).hasSize(4).hasOnlyElementsOfType(IllegalStateException.class);
    }

    private interface ThrowingCall {
        void run() throws InterruptedException;
    }

    // ---- listeners, figures, settings

    @Test
    void stopTellsTheListenersOfAllThatWasApplied() {
        List<Long> heard = new ArrayList<>();
        EventInterceptor interceptor = started(
                builder().listener((kind, block, wal, time) -> heard.add(wal)).callbackThreads(1));
        update(interceptor, 1, 20);
        interceptor.stop();
        assertThat(heard).hasSize(20).isSorted();
    }

    @Test
    void aListenerThatThrowsLeavesTheTrackingAlone() {
        EventInterceptor interceptor = started(builder().listener((kind, block, wal, time) -> {
            throw new IllegalStateException("no");
        }));
        update(interceptor, 1, 10);
        interceptor.stop();
        assertThat(applied).hasSize(10);
        assertThat(interceptor.stats().listenerFailures()).isEqualTo(10);
        assertThat(interceptor.failure()).isNull();
    }

    @Test
    void sampledEventsTellTheirLatency() throws InterruptedException {
        ManualClock still = ManualClock.still();
        EventInterceptor interceptor = started(EventInterceptor.builder(this::apply, this::lose)
                .latencyEveryLog2(1)
                .clock(still)
                .dispatcher(dispatcher));
        update(interceptor, 1, 2);
        still.advance(1000);
        update(interceptor, 3, 5);
        still.advance(500);
        interceptor.drain();
        assertThat(interceptor.latency().count()).isEqualTo(3);
        assertThat(interceptor.latency().maxNanos()).isEqualTo(1500);
        assertThat(interceptor.latency().meanNanos()).isEqualTo((1500 + 500 + 500) / 3.0);
    }

    @Test
    void settingsThatRepeatOrContradictAreRefused() {
        assertThatThrownBy(() -> builder().ringCapacity(8)).hasMessageContaining("ringCapacity must be given once");
        assertThatThrownBy(() -> builder()
                        .overflowPolicy(OverflowPolicy.DEGRADE)
                        .blockTimeoutNanos(1)
                        .build())
                .hasMessageContaining("blockTimeoutNanos");
        assertThatThrownBy(() -> builder().callbackThreads(2).build()).hasMessageContaining("a listener");
        assertThatThrownBy(() -> builder().callbackThreads(0)).hasMessageContaining("callbackThreads=0");
    }

    // ---- real threads
}
