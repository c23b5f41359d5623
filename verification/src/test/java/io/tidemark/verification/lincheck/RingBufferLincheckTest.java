package io.tidemark.verification.lincheck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.event.EventBatch;
import io.tidemark.event.EventKind;
import io.tidemark.event.RingBuffer;
import io.tidemark.verification.broken.BrokenRing;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.verifier.EpsilonVerifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The ring is a queue: held to one made of {@code ArrayDeque}, by stress and by model checking.
 *
 * <p>{@code drain} alone may stop short at an event that is still being written. What stands for the queue's {@code poll} here is
 * hence drain, repeated until it finds something or {@code size} says that there is nothing.
 *
 * <p>Not verified here: memory modes weaker than sequential consistency (jcstress), more than two threads in model checking, and a
 * drain of several events from a ring that gets full: it frees its slots at once and at its end.
 */
class RingBufferLincheckTest {
    private static final int DEPTH = Integer.getInteger("tidemark.depth", 1);

    /** One event at a time, in a ring of two: full and wrapped around in most scenarios. */
    @Param(name = "value", gen = IntGen.class, conf = "1:9")
    public static class OneByOne {
        private final RingBuffer ring = new RingBuffer(2);
        private final EventBatch batch = new EventBatch(2);

        @Operation
        public boolean offer(@Param(name = "value") int value) {
            return ring.offer(EventKind.UPDATE, value, -value, value + 1L);
        }

        @Operation(nonParallelGroup = "consumer")
        public @Nullable Integer poll() {
            batch.clear();
            while (ring.drain(batch, 1) == 0) {
                if (ring.size() == 0) {
                    return null;
                }
                Thread.onSpinWait();
            }
            return valueOf(batch, 0);
        }

        @Operation
        public int size() {
            return ring.size();
        }

        @Operation
        public void close() {
            ring.close();
        }

        @Operation
        public void reopen() {
            ring.reopen();
        }
    }

    /** Batches of up to two, in a ring that never fills. */
    @Param(name = "value", gen = IntGen.class, conf = "1:9")
    public static class Batches {
        private final RingBuffer ring = new RingBuffer(64);
        private final EventBatch batch = new EventBatch(2);

        @Operation
        public boolean offer(@Param(name = "value") int value) {
            return ring.offer(EventKind.UPDATE, value, -value, value + 1L);
        }

        @Operation(nonParallelGroup = "consumer")
        public List<Integer> pollTwo() {
            batch.clear();
            while (batch.count() < 2) {
                if (ring.drain(batch, 2 - batch.count()) == 0 && ring.size() == 0) {
                    break;
                }
                Thread.onSpinWait();
            }
            List<Integer> polled = new ArrayList<>();
            for (int i = 0; i < batch.count(); i++) {
                polled.add(valueOf(batch, i));
            }
            return polled;
        }
    }

    /** Every operation as it is, for what it may not do: wait for another thread. */
    @Param(name = "value", gen = IntGen.class, conf = "1:9")
    public static class Progress {
        private final RingBuffer ring = new RingBuffer(2);
        private final EventBatch batch = new EventBatch(64);

        @Operation
        public boolean offer(@Param(name = "value") int value) {
            return ring.offer(EventKind.UPDATE, value, -value, value + 1L);
        }

        @Operation(nonParallelGroup = "consumer")
        public int drain() {
            return ring.drain(batch, 2);
        }

        @Operation
        public int size() {
            return ring.size();
        }

        @Operation
        public void close() {
            ring.close();
        }
    }

    /** Two producers that can get the same slot. */
    @Param(name = "value", gen = IntGen.class, conf = "1:9")
    public static class PlainClaim {
        private final BrokenRing ring = new BrokenRing(2, BrokenRing.Fault.PLAIN_CLAIM);
        private final EventBatch batch = new EventBatch(2);

        @Operation
        public boolean offer(@Param(name = "value") int value) {
            return ring.offer(EventKind.UPDATE, value, -value, value + 1L);
        }

        @Operation(nonParallelGroup = "consumer")
        public @Nullable Integer poll() {
            batch.clear();
            return ring.drain(batch, 1) == 0 ? null : valueOf(batch, 0);
        }

        @Operation
        public int size() {
            return ring.size();
        }
    }

    /** A consumer that can take a payload which is not there yet. */
    @Param(name = "value", gen = IntGen.class, conf = "1:9")
    public static class EarlyPublication {
        private final BrokenRing ring = new BrokenRing(2, BrokenRing.Fault.EARLY_PUBLICATION);
        private final EventBatch batch = new EventBatch(2);

        @Operation
        public boolean offer(@Param(name = "value") int value) {
            return ring.offer(EventKind.UPDATE, value, -value, value + 1L);
        }

        @Operation(nonParallelGroup = "consumer")
        public @Nullable Integer poll() {
            batch.clear();
            while (ring.drain(batch, 1) == 0) {
                if (ring.size() == 0) {
                    return null;
                }
                Thread.onSpinWait();
            }
            return valueOf(batch, 0);
        }
    }

    /** The value that an event carries; -1 if its parts do not belong together. */
    private static int valueOf(EventBatch batch, int index) {
        long value = batch.blockId(index);
        boolean isWhole = batch.walOffset(index) == -value && batch.timestampNanos(index) == value + 1;
        return isWhole ? (int) value : -1;
    }

    private static <O extends Options<O, ?>> O sized(O options, Class<?> model) {
        return options.iterations(10 * DEPTH)
                .invocationsPerIteration(300)
                .actorsBefore(2)
                .actorsPerThread(3)
                .actorsAfter(2)
                .threads(2)
                .sequentialSpecification(model);
    }

    @Test
    void isAQueueUnderStress() {
        sized(new StressOptions(), QueueModel.class).check(OneByOne.class);
    }

    @Test
    void isAQueueWithThreeThreadsUnderStress() {
        sized(new StressOptions(), QueueModel.class)
                .threads(3)
                .actorsPerThread(2)
                .check(OneByOne.class);
    }

    @Test
    void isAQueueInModelChecking() {
        sized(new ModelCheckingOptions(), QueueModel.class).check(OneByOne.class);
    }

    @Test
    void batchesAreTakenFromAQueueUnderStress() {
        sized(new StressOptions(), QueueModel.Roomy.class).check(Batches.class);
    }

    @Test
    void batchesAreTakenFromAQueueInModelChecking() {
        sized(new ModelCheckingOptions(), QueueModel.Roomy.class)
                .actorsPerThread(2)
                .check(Batches.class);
    }

    @Test
    void noOperationWaitsForAnother() {
        sized(new ModelCheckingOptions(), QueueModel.class)
                .verifier(EpsilonVerifier.class)
                .checkObstructionFreedom(true)
                .check(Progress.class);
    }

    @Test
    void aPlainClaimIsFoundInModelChecking() {
        assertThatThrownBy(() ->
                        sized(new ModelCheckingOptions(), QueueModel.class).check(PlainClaim.class))
                .isInstanceOf(LincheckAssertionError.class);
    }

    @Test
    void anEarlyPublicationIsFoundInModelChecking() {
        assertThatThrownBy(() ->
                        sized(new ModelCheckingOptions(), QueueModel.class).check(EarlyPublication.class))
                .isInstanceOf(LincheckAssertionError.class);
    }
}
