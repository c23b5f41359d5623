package io.tidemark.verification.lincheck;

import static io.tidemark.verification.lincheck.SortedMapModel.ABSENT;
import static io.tidemark.verification.lincheck.SortedMapModel.key;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.index.KeyOrder;
import io.tidemark.index.SkipListIndex;
import io.tidemark.verification.broken.BrokenIndex;
import java.util.StringJoiner;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * The skip list is a map, for one writer and readers beside it: held to a {@code TreeMap}, by stress and by model checking.
 *
 * <p>Visits are of few pairs, which are seen as of one moment. Not verified here: memory modes weaker than sequential consistency
 * (jcstress), equal keys (properties), and visits of many pairs, which promise less.
 */
class SkipListLincheckTest {
    private static final int DEPTH = Integer.getInteger("tidemark.depth", 1);

    /** An index that begins with nothing. */
    @Param(name = "step", gen = IntGen.class, conf = "1:5")
    public static class Small {
        final SkipListIndex index = new SkipListIndex(KeyOrder.SIGNED, () -> 4); // new nodes are on two levels
        private final int reach;

        public Small() {
            this(60);
        }

        Small(int reach) {
            this.reach = reach;
        }

        @Operation(nonParallelGroup = "writer")
        public boolean insert(@Param(name = "step") int step) {
            return index.insert(key(step), -key(step));
        }

        @Operation(nonParallelGroup = "writer")
        public boolean remove(@Param(name = "step") int step) {
            return index.remove(key(step), -key(step));
        }

        @Operation(nonParallelGroup = "writer")
        public void clear() {
            index.clear();
        }

        @Operation
        public long find(@Param(name = "step") int step) {
            return index.find(key(step), ABSENT);
        }

        @Operation
        public String floor(@Param(name = "step") int step) {
            SkipListIndex.Pair pair = new SkipListIndex.Pair();
            return index.floor(key(step), pair) ? pair.key() + "=" + pair.value() : "none";
        }

        @Operation
        public String ceiling(@Param(name = "step") int step) {
            SkipListIndex.Pair pair = new SkipListIndex.Pair();
            return index.ceiling(key(step), pair) ? pair.key() + "=" + pair.value() : "none";
        }

        @Operation
        public int size() {
            return index.size();
        }

        @Operation
        public String ascending(@Param(name = "step") int step) {
            StringJoiner pairs = new StringJoiner(", ", "{", "}");
            index.ascending(key(step), key(step) + reach, (key, value) -> {
                pairs.add(key + "=" + value);
                return true;
            });
            return pairs.toString();
        }

        @Operation
        public String descending(@Param(name = "step") int step) {
            StringJoiner pairs = new StringJoiner(", ", "{", "}");
            index.descending(key(step), key(step) + reach, (key, value) -> {
                pairs.add(key + "=" + value);
                return true;
            });
            return pairs.toString();
        }
    }

    /** An index that begins with one full node: insertions split it, in the middle or at an end, and removals free what came of it. */
    @Param(name = "step", gen = IntGen.class, conf = "1:5")
    public static class Full extends Small {
        public Full() {
            super(10);
            SortedMapModel.fillNode(key -> index.insert(key, -key));
        }
    }

    /** An index whose readers do not validate. */
    @Param(name = "step", gen = IntGen.class, conf = "1:5")
    public static class Unvalidated {
        private final BrokenIndex index = new BrokenIndex(BrokenIndex.Fault.UNVALIDATED);

        @Operation(nonParallelGroup = "writer")
        public boolean insert(@Param(name = "step") int step) {
            return index.insert(key(step), -key(step));
        }

        @Operation(nonParallelGroup = "writer")
        public boolean remove(@Param(name = "step") int step) {
            return index.remove(key(step));
        }

        @Operation
        public String floor(@Param(name = "step") int step) {
            long[] found = index.floor(key(step));
            return found.length == 0 ? "none" : found[0] + "=" + found[1];
        }
    }

    private static <O extends Options<O, ?>> O sized(O options, Class<?> model) {
        return options.iterations(30 * DEPTH)
                .invocationsPerIteration(300)
                .actorsBefore(2)
                .actorsPerThread(3)
                .actorsAfter(2)
                .threads(2)
                .sequentialSpecification(model);
    }

    @Test
    void smallListIsAMapUnderStress() {
        sized(new StressOptions(), SortedMapModel.class).check(Small.class);
    }

    @Test
    void smallListIsAMapInModelChecking() {
        sized(new ModelCheckingOptions(), SortedMapModel.class).check(Small.class);
    }

    @Test
    void fullNodeIsAMapUnderStress() {
        sized(new StressOptions(), SortedMapModel.Full.class).threads(3).check(Full.class);
    }

    @Test
    void fullNodeIsAMapInModelChecking() {
        sized(new ModelCheckingOptions(), SortedMapModel.Full.class)
                .invocationsPerIteration(100)
                .check(Full.class);
    }

    @Test
    void readerThatDoesNotValidateIsFoundInModelChecking() {
        assertThatThrownBy(() -> sized(new ModelCheckingOptions(), SortedMapModel.class)
                        .iterations(200)
                        .check(Unvalidated.class))
                .isInstanceOf(LincheckAssertionError.class);
    }
}
