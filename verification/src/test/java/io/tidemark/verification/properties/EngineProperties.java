package io.tidemark.verification.properties;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bitmap.BlockState;
import io.tidemark.bitmap.ChangeSet;
import io.tidemark.engine.BackupWindow;
import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.BlockMetadata;
import io.tidemark.engine.BlockPage;
import io.tidemark.engine.EngineConfig;
import io.tidemark.engine.Order;
import io.tidemark.engine.WindowSlices;
import io.tidemark.event.BlockEvent;
import io.tidemark.event.EventKind;
import io.tidemark.spi.CallerDispatcher;
import io.tidemark.spi.Clock;
import io.tidemark.spi.Dispatcher;
import io.tidemark.spi.Storage;
import io.tidemark.verification.model.EventListModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** The engine answers as a plain list of events does, whatever the order of marks, seals, merges, spills, windows and questions. */
@AddLifecycleHook(Depth.class)
class EngineProperties {
    private static final List<String> CONSUMERS = List.of("nightly", "offsite");

    /** One thing done to the engine and the model alike. */
    sealed interface Step {
        record Mark(BlockEvent event) implements Step {}

        record Commit(String consumer) implements Step {}

        record BeginOnly(String consumer) implements Step {}

        record Checkpoint() implements Step {}

        record Maintain() implements Step {}

        record Spill() implements Step {}

        record Reopen() implements Step {}

        record AskWal(long from, long to) implements Step {}

        record AskTime(long from, long to) implements Step {}

        record AskBlock(long blockId) implements Step {}
    }

    @Property(tries = 1000)
    void engineAnswersAsAListOfEvents(@ForAll("steps") List<Step> steps) throws IOException {
        try (World world = new World()) {
            for (Step step : steps) {
                world.run(step);
            }
            world.checkEverything();
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return step().list().ofMinSize(1).ofMaxSize(150);
    }

    private static Arbitrary<Step> step() {
        Arbitrary<String> consumer = Arbitraries.of(CONSUMERS);
        Arbitrary<Step> mark = event().map(Step.Mark::new);
        return Arbitraries.frequencyOf(
                Tuple.of(60, mark),
                Tuple.of(3, consumer.map(Step.Commit::new)),
                Tuple.of(2, consumer.map(Step.BeginOnly::new)),
                Tuple.of(2, Arbitraries.create(Step.Checkpoint::new)),
                Tuple.of(4, Arbitraries.create(Step.Maintain::new)),
                Tuple.of(3, Arbitraries.create(Step.Spill::new)),
                Tuple.of(1, Arbitraries.create(Step.Reopen::new)),
                Tuple.of(4, Combinators.combine(wal(), wal()).as(Step.AskWal::new)),
                Tuple.of(4, Combinators.combine(time(), time()).as(Step.AskTime::new)),
                Tuple.of(4, block().map(Step.AskBlock::new)));
    }

    private static Arbitrary<BlockEvent> event() {
        return Combinators.combine(Arbitraries.of(EventKind.class), block(), wal(), time())
                .as(BlockEvent::new);
    }

    private static Arbitrary<Long> block() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 7),
                Arbitraries.of(0L, 65535L, 65536L, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, -1L));
    }

    private static Arbitrary<Long> wal() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 60), Arbitraries.of(0L, Long.MAX_VALUE, Long.MIN_VALUE, -1L));
    }

    private static Arbitrary<Long> time() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(-20, 20), Arbitraries.of(Long.MIN_VALUE, 0L, Long.MAX_VALUE));
    }

    /** An engine and the list that it must agree with. */
    private static final class World implements AutoCloseable {
        private final Storage storage = Storage.memory();
        private final EventListModel model = new EventListModel();
        private final Map<String, Integer> cursors = new HashMap<>();
        private CallerDispatcher dispatcher = Dispatcher.caller();
        private BitmapEngine engine;

        World() throws IOException {
            engine = open();
            for (String consumer : CONSUMERS) {
                engine.addConsumerFromStart(consumer);
                cursors.put(consumer, 0);
            }
        }

        private BitmapEngine open() throws IOException {
            dispatcher = Dispatcher.caller();
            EngineConfig config = EngineConfig.builder()
                    .enablePersistence(true)
                    .persistPath(Path.of("unused"))
                    .memoryLimitBytes(EngineConfig.MEMORY_LIMIT_BYTES_MIN)
                    .segmentEvents(5)
                    .mergeFanout(2)
                    .build();
            return BitmapEngine.open(config, storage, Clock.system(), dispatcher);
        }

        void run(Step step) throws IOException {
            if (step instanceof Step.Mark mark) {
                engine.accept(mark.event());
                model.accept(mark.event());
            } else if (step instanceof Step.Commit commit) {
                commit(commit.consumer());
            } else if (step instanceof Step.BeginOnly begin) {
                checkWindow(engine.begin(begin.consumer()));
            } else if (step instanceof Step.Checkpoint) {
                engine.checkpoint();
            } else if (step instanceof Step.Maintain) {
                dispatcher.step();
            } else if (step instanceof Step.Spill) {
                engine.cleanUpMemory(0);
            } else if (step instanceof Step.Reopen) {
                engine.close();
                engine = open();
            } else if (step instanceof Step.AskWal ask) {
                checkWal(ask.from(), ask.to());
            } else if (step instanceof Step.AskTime ask) {
                checkTime(ask.from(), ask.to());
            } else if (step instanceof Step.AskBlock ask) {
                checkBlock(ask.blockId());
            }
        }

        private void commit(String consumer) throws IOException {
            BackupWindow window = engine.begin(consumer);
            checkWindow(window);
            engine.commit(window);
            cursors.put(consumer, model.size());
        }

        private void checkWindow(BackupWindow window) throws IOException {
            int from = cursors.get(window.consumer());
            ChangeSet whole = window.changes();
            assertThat(model.window(from, model.size()).differences(whole)).isEmpty();
            List<ChangeSet> slices = new ArrayList<>();
            WindowSlices left = window.slices(2);
            for (ChangeSet slice = left.next(); slice != null; slice = left.next()) {
                slices.add(slice);
            }
            new SliceLaws(WindowParts.of(whole), 2).hold(slices.iterator());
        }

        private void checkWal(long from, long to) throws IOException {
            assertThat(model.byWal(from, to)
                            .differences(engine.changesByWal(from, to).changes()))
                    .isEmpty();
        }

        private void checkTime(long from, long to) throws IOException {
            assertThat(model.byTime(from, to)
                            .differences(engine.changesByTime(from, to).changes()))
                    .isEmpty();
            checkPages(from, to);
        }

        private void checkPages(long from, long to) throws IOException {
            long[] all = engine.changesByTime(from, to).changes().dirty().toArray();
            List<Long> paged = new ArrayList<>();
            for (BlockPage page = engine.dirtyBlocksByTime(from, to, Order.DESCENDING, 2); ; page = page.next()) {
                for (long block : page.blockIds()) {
                    paged.add(0, block);
                }
                if (page.isLast()) {
                    break;
                }
            }
            assertThat(paged.stream().mapToLong(Long::longValue).toArray()).isEqualTo(all);
        }

        private void checkBlock(long blockId) throws IOException {
            for (String consumer : CONSUMERS) {
                BlockState expected =
                        model.window(cursors.get(consumer), model.size()).state(blockId);
                assertThat(engine.state(consumer, blockId)).isEqualTo(expected);
                assertThat(engine.changes(consumer).state(blockId)).isEqualTo(expected);
            }
            checkMetadata(blockId);
        }

        private void checkMetadata(long blockId) throws IOException {
            BlockMetadata found = engine.metadata(CONSUMERS.get(0), blockId);
            int expected = model.lastChange(blockId);
            if (expected < 0) {
                assertThat(found).isNull();
            } else {
                assertThat(found).isNotNull();
                assertThat(found.walOffset()).isEqualTo(model.walOffset(expected));
                assertThat(found.timestampNanos()).isEqualTo(model.timestamp(expected));
            }
        }

        void checkEverything() throws IOException {
            checkWal(0, -1);
            checkTime(Long.MIN_VALUE, Long.MAX_VALUE);
            for (String consumer : CONSUMERS) {
                checkWindow(engine.begin(consumer));
            }
            assertThat(engine.memoryStats().currentBytes())
                    .isLessThanOrEqualTo(engine.memoryStats().limitBytes());
        }

        @Override
        public void close() throws IOException {
            engine.close();
        }
    }
}
