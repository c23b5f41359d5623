package io.tidemark.verification.lincheck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.event.Acceptance;
import io.tidemark.event.EventBatch;
import io.tidemark.event.EventInterceptor;
import io.tidemark.event.EventInterceptorBuilder;
import io.tidemark.event.EventKind;
import io.tidemark.event.InterceptorStats;
import io.tidemark.event.OverflowPolicy;
import io.tidemark.event.RingBuffer;
import io.tidemark.spi.Agent;
import io.tidemark.spi.Dispatcher;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jetbrains.lincheck.datastructures.verifier.EpsilonVerifier;
import org.junit.jupiter.api.Test;

/**
 * Whatever the schedule of hosts, agent, stop and start: each event is applied or told as lost, and never neither. Held after each
 * execution; the order of the answers themselves is not compared with a model, since a drain in steps has many right ones.
 */
class EventInterceptorLincheckTest {
    private static final int DEPTH = Integer.getInteger("tidemark.depth", 1);

    /** An interceptor under DEGRADE whose agent is stepped by one of the threads. */
    public static class Degrading {
        private final StepByStep dispatcher = new StepByStep();
        private final List<Long> applied = new ArrayList<>();
        private long lost;
        private final EventInterceptor interceptor = builder(this, dispatcher).build();

        public Degrading() {
            interceptor.start();
        }

        private static EventInterceptorBuilder builder(Degrading test, Dispatcher dispatcher) {
            return EventInterceptor.builder(
                            batch -> batch.forEach((kind, block, wal, time) -> test.applied.add(wal)),
                            (from, to, detail) -> test.lost += countIn(detail))
                    .ringCapacity(2)
                    .overflowPolicy(OverflowPolicy.DEGRADE)
                    .dispatcher(dispatcher);
        }

        @Operation
        public Acceptance offer() {
            return interceptor.onBlockUpdate(1, 1, 1);
        }

        @Operation(nonParallelGroup = "agent")
        public void step() {
            dispatcher.awaitProgress(0);
        }

        @Operation(nonParallelGroup = "agent")
        public void drain() throws InterruptedException {
            interceptor.drain();
        }

        @Operation(nonParallelGroup = "agent")
        public void stop() {
            interceptor.stop();
        }

        @Operation(nonParallelGroup = "agent")
        public void start() {
            interceptor.start();
        }

        /** All accounts agree when all is done. */
        @Validate
        public void eachEventIsAppliedOrToldAsLost() {
            interceptor.stop();
            InterceptorStats stats = interceptor.stats();
            boolean isWhole = stats.accepted() == applied.size()
                    && stats.applied() == applied.size()
                    && stats.lost() == lost
                    && stats.lossPending() == 0;
            if (!isWhole) {
                throw new AssertionError("applied=" + applied.size() + ", told=" + lost + ", " + stats);
            }
        }
    }

    /** An interceptor that looks at a flag before it offers, and forgets that stop may come in between. */
    public static class StoppedByAFlag {
        private final RingBuffer ring = new RingBuffer(2);
        private final EventBatch batch = new EventBatch(8);
        private volatile boolean isRunning = true;

        @Operation
        public boolean offer() {
            return isRunning && ring.offer(EventKind.UPDATE, 1, 1, 1);
        }

        @Operation(nonParallelGroup = "agent")
        public void stop() {
            if (isRunning) {
                isRunning = false;
                ring.drain(batch, 8);
            }
        }

        /** The same account as above. */
        @Validate
        public void eachEventIsApplied() {
            stop();
            if (ring.enqueued() != ring.drained()) {
                throw new AssertionError("accepted=" + ring.enqueued() + ", applied=" + ring.drained());
            }
        }
    }

    private static long countIn(String detail) {
        String afterCount = detail.substring(detail.indexOf("count=") + "count=".length());
        return Long.parseLong(afterCount.substring(0, afterCount.indexOf(',')));
    }

    /** Steps one agent, in whichever thread waits. */
    private static final class StepByStep implements Dispatcher {
        private final List<Agent> agents = new ArrayList<>();

        @Override
        public Task start(Agent agent) {
            agents.add(agent);
            return () -> agents.remove(agent);
        }

        @Override
        public void awaitProgress(int attempt) {
            for (Agent agent : agents) {
                agent.step();
            }
        }
    }

    private static <O extends Options<O, ?>> O sized(O options) {
        return options.iterations(8 * DEPTH)
                .invocationsPerIteration(200)
                .actorsBefore(2)
                .actorsPerThread(3)
                .actorsAfter(0)
                .threads(2)
                .verifier(EpsilonVerifier.class);
    }

    @Test
    void noEventIsNeitherAppliedNorToldUnderStress() {
        sized(new StressOptions()).threads(3).actorsPerThread(2).check(Degrading.class);
    }

    @Test
    void noEventIsNeitherAppliedNorToldInModelChecking() {
        sized(new ModelCheckingOptions()).check(Degrading.class);
    }

    @Test
    void aStopByAFlagIsFoundInModelChecking() {
        assertThatThrownBy(() -> sized(new ModelCheckingOptions()).check(StoppedByAFlag.class))
                .isInstanceOf(LincheckAssertionError.class);
    }
}
