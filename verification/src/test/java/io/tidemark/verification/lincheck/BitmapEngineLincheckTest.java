package io.tidemark.verification.lincheck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import io.tidemark.bitmap.BlockState;
import io.tidemark.bitmap.ChangeSet;
import io.tidemark.engine.BackupWindow;
import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.EngineConfig;
import io.tidemark.event.EventKind;
import io.tidemark.spi.CallerDispatcher;
import io.tidemark.spi.Clock;
import io.tidemark.spi.Dispatcher;
import io.tidemark.spi.Storage;
import io.tidemark.verification.model.EventListModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The engine's marks, questions and windows are linearizable, with segments of two events, so that nearly every mark seals
 * and merging goes on beside. Not verified here: what the memory model allows beyond interleavings.
 */
class BitmapEngineLincheckTest {
    private static final String CONSUMER = "nightly";

    /** Model checking takes some 50 ms an interleaving here: more of them under -Pdeep. */
    private static final int DEPTH = Integer.getInteger("tidemark.depth", 1);

    /** The engine. */
    @Param(name = "block", gen = IntGen.class, conf = "1:2")
    public static class Engine {
        private final CallerDispatcher dispatcher = Dispatcher.caller();
        private final BitmapEngine engine;
        private @Nullable BackupWindow window;

        public Engine() {
            EngineConfig config =
                    EngineConfig.builder().segmentEvents(2).mergeFanout(2).build();
            try {
                engine = BitmapEngine.open(config, Storage.memory(), Clock.system(), dispatcher);
                engine.addConsumerFromStart(CONSUMER);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Operation
        public void create(@Param(name = "block") int block) {
            engine.markNew(block, 1, 1);
        }

        @Operation
        public void update(@Param(name = "block") int block) {
            engine.markDirty(block, 1, 1);
        }

        @Operation
        public void delete(@Param(name = "block") int block) {
            engine.markDeleted(block, 1, 1);
        }

        @Operation
        public BlockState state(@Param(name = "block") int block) throws IOException {
            return engine.state(CONSUMER, block);
        }

        @Operation
        public String changes() throws IOException {
            return describe(engine.changes(CONSUMER));
        }

        /* Two steps, as in use: what comes between them is in the next window, and still in what a reader sees. */
        @Operation(nonParallelGroup = "backup")
        public String begin() throws IOException {
            window = engine.begin(CONSUMER);
            return describe(window.changes());
        }

        @Operation(nonParallelGroup = "backup")
        public boolean commit() throws IOException {
            if (window == null) {
                return false;
            }
            engine.commit(window);
            window = null;
            return true;
        }

        @Operation(nonParallelGroup = "maintenance")
        public void maintain() {
            dispatcher.step();
        }
    }

    /** What it must be equal to: a list. */
    public static class Specification {
        private final EventListModel model = new EventListModel();
        private int cursor;
        private int windowEnd = -1;

        public void create(int block) {
            model.accept(EventKind.CREATE, block, 1, 1);
        }

        public void update(int block) {
            model.accept(EventKind.UPDATE, block, 1, 1);
        }

        public void delete(int block) {
            model.accept(EventKind.DELETE, block, 1, 1);
        }

        public BlockState state(int block) {
            return model.window(cursor, model.size()).state(block);
        }

        public String changes() {
            return state(1) + " " + state(2);
        }

        public String begin() {
            windowEnd = model.size();
            return changes();
        }

        public boolean commit() {
            if (windowEnd < 0) {
                return false;
            }
            cursor = windowEnd;
            windowEnd = -1;
            return true;
        }

        public void maintain() {}
    }

    /** An engine that answers with what it found the time before: must be found out. */
    public static class BrokenEngine extends Engine {
        private volatile String remembered = "CLEAN CLEAN";

        @Override
        @Operation
        public String changes() throws IOException {
            String answer = remembered;
            remembered = super.changes();
            return answer;
        }
    }

    private static String describe(ChangeSet changes) {
        return changes.state(1) + " " + changes.state(2);
    }

    /* Values and what one thread builds for itself: no thread switch there can matter, and their loops are long. */
    private static boolean isConfined(String className) {
        return className.startsWith("org.roaringbitmap.")
                || className.startsWith("io.tidemark.bitmap.")
                || Stream.of(
                                "Packed",
                                "Column",
                                "EventChunk",
                                "SegmentSealer",
                                "SegmentWriter",
                                "SegmentHeader",
                                "HeapOutput",
                                "WalOrder",
                                "Zone")
                        .anyMatch(name -> className.startsWith("io.tidemark.segment." + name));
    }

    @Test
    void engineIsLinearizableUnderStress() {
        new StressOptions()
                .iterations(5 * DEPTH)
                .invocationsPerIteration(300)
                .threads(2)
                .actorsPerThread(4)
                .sequentialSpecification(Specification.class)
                .check(Engine.class);
    }

    @Test
    void engineIsLinearizableUnderModelChecking() {
        new ModelCheckingOptions()
                .addGuarantee(forClasses(BitmapEngineLincheckTest::isConfined)
                        .allMethods()
                        .ignore())
                .iterations(3 * DEPTH)
                .invocationsPerIteration(20)
                .threads(2)
                .actorsPerThread(3)
                .sequentialSpecification(Specification.class)
                .check(Engine.class);
    }

    /* A reader that paired the cursor of before a commit with the events of after it gave NEW NEW. */
    @Test
    void readerSeesNoEventOfAfterACommitThatItDoesNotSee() throws NoSuchMethodException {
        Actor create1 = actor("create", 1);
        Actor create2 = actor("create", 2);
        new ModelCheckingOptions()
                .addGuarantee(forClasses(BitmapEngineLincheckTest::isConfined)
                        .allMethods()
                        .ignore())
                .addCustomScenario(new ExecutionScenario(
                        List.of(create1, actor("begin")),
                        List.of(List.of(actor("changes")), List.of(actor("commit"), create2)),
                        List.of(),
                        null))
                .iterations(0)
                .invocationsPerIteration(100)
                .sequentialSpecification(Specification.class)
                .check(Engine.class);
    }

    private static Actor actor(String operation, Integer... arguments) throws NoSuchMethodException {
        Class<?>[] types = new Class<?>[arguments.length];
        Arrays.fill(types, int.class);
        return new Actor(Engine.class.getMethod(operation, types), List.of(arguments));
    }

    @Test
    void staleReaderIsFoundOut() {
        assertThatThrownBy(() -> new StressOptions()
                        .iterations(10)
                        .invocationsPerIteration(300)
                        .threads(2)
                        .actorsPerThread(4)
                        .sequentialSpecification(Specification.class)
                        .check(BrokenEngine.class))
                .isInstanceOf(LincheckAssertionError.class);
    }
}
