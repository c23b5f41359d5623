package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.event.EventBatch;
import io.tidemark.event.EventKind;
import io.tidemark.spi.CallerDispatcher;
import io.tidemark.spi.Clock;
import io.tidemark.spi.Dispatcher;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What settings do to the engine. */
class EngineSettingsTest {
    private static final String NIGHTLY = "nightly";
    private static final String OFFSITE = "offsite";

    private final Storage storage = Storage.memory();
    private final CallerDispatcher dispatcher = Dispatcher.caller();

    private BitmapEngine open(EngineConfig.Builder settings) throws IOException {
        return BitmapEngine.open(
                settings.enablePersistence(true).persistPath(Path.of("unused")).build(),
                storage,
                Clock.system(),
                dispatcher);
    }

    private static EngineConfig.Builder switchedOff() {
        return EngineConfig.builder().enable(false);
    }

    private static EngineConfig.Builder atMost(long blocks) {
        return EngineConfig.builder().maxBlocks(blocks).segmentEvents(10).mergeFanout(2);
    }

    private static void markBlocks(BitmapEngine engine, int from, int to) {
        for (int block = from; block < to; block++) {
            engine.markDirty(block, block, block);
        }
    }

    // ---- enable

    @Test
    void switchedOffEngineTellsOneLossForTheRangeThatItDropped() throws IOException {
        try (BitmapEngine engine = open(switchedOff())) {
            engine.addConsumerFromStart(NIGHTLY);
            assertThat(engine.fullRequired(NIGHTLY)).isEmpty();
            engine.markNew(1, 20, 1);
            engine.markDirty(2, 10, 1);
            engine.markFlushed(2, 30, 1);
            engine.markDeleted(3, 25, 1);
            assertThat(engine.fullRequired(NIGHTLY)).singleElement().satisfies(loss -> {
                assertThat(loss.reason()).isEqualTo(LossReason.TRACKING_DISABLED);
                assertThat(loss.walFrom()).isEqualTo(10);
            });
            assertThatThrownBy(() -> engine.changes(NIGHTLY)).hasMessageContaining("TRACKING_DISABLED");
            assertThat(engine.stats().activeEvents()).isZero();
            BackupWindow window = engine.begin(NIGHTLY);
            assertThat(window.fullRequired()).singleElement().satisfies(loss -> {
                assertThat(loss.walFrom()).isEqualTo(10);
                assertThat(loss.walTo()).isEqualTo(30);
            });
            engine.commit(window);
            assertThat(engine.fullRequired(NIGHTLY)).isEmpty();
        }
    }

    @Test
    void switchedOffEngineTellsEveryWindowAnew() throws IOException {
        try (BitmapEngine engine = open(switchedOff())) {
            engine.addConsumerFromStart(NIGHTLY);
            engine.markDirty(1, 10, 1);
            engine.commit(engine.begin(NIGHTLY));
            assertThat(engine.begin(NIGHTLY).fullRequired()).isEmpty();
            EventBatch batch = new EventBatch(2);
            batch.add(EventKind.UPDATE, 1, 40, 1);
            batch.add(EventKind.UPDATE, 2, 50, 1);
            engine.apply(batch);
            assertThat(engine.begin(NIGHTLY).fullRequired()).singleElement().satisfies(loss -> {
                assertThat(loss.walFrom()).isEqualTo(40);
                assertThat(loss.walTo()).isEqualTo(50);
            });
        }
    }

    @Test
    void whatWasDroppedWhileSwitchedOffIsStillALossAfterSwitchingOn() throws IOException {
        try (BitmapEngine engine = open(EngineConfig.builder())) {
            engine.addConsumerFromStart(NIGHTLY);
            engine.markDirty(1, 10, 1);
        }
        try (BitmapEngine engine = open(switchedOff())) {
            engine.markDirty(2, 20, 1);
        }
        try (BitmapEngine engine = open(EngineConfig.builder())) {
            engine.markDirty(3, 30, 1);
            assertThat(engine.fullRequired(NIGHTLY))
                    .extracting(FullRequired::reason)
                    .containsExactly(LossReason.TRACKING_DISABLED);
            assertThat(engine.changesByWal(0, 19).isComplete()).isTrue();
            assertThat(engine.changesByWal(20, 20).isComplete()).isFalse();
            assertThat(engine.changesByWal(21, 99).isComplete()).isTrue();
        }
    }

    // ---- max_blocks

    @Test
    void windowOverTheLimitOfBlocksNeedsAFullBackupAndTrackingGoesOn() throws IOException {
        try (BitmapEngine engine = open(atMost(25))) {
            engine.addConsumerFromStart(NIGHTLY);
            markBlocks(engine, 0, 25);
            engine.checkpoint();
            assertThat(engine.fullRequired(NIGHTLY)).isEmpty();
            markBlocks(engine, 25, 26);
            engine.checkpoint();
            assertThat(engine.fullRequired(NIGHTLY)).singleElement().satisfies(loss -> {
                assertThat(loss.reason()).isEqualTo(LossReason.MAX_BLOCKS);
                assertThat(loss.walFrom()).isZero();
                assertThat(loss.walTo()).isEqualTo(25);
                assertThat(loss.detail()).contains("blocks=26, max_blocks=25");
            });
            markBlocks(engine, 26, 100);
            assertThat(engine.fullRequired(NIGHTLY)).hasSize(1);
            assertThat(engine.changesByWal(0, 99).changes().modified().cardinality())
                    .isEqualTo(100);
            assertThat(engine.changesByWal(0, 99).isComplete()).isTrue();
            engine.commit(engine.begin(NIGHTLY));
            markBlocks(engine, 0, 20);
            assertThat(engine.begin(NIGHTLY).changes().modified().cardinality()).isEqualTo(20);
        }
    }

    @Test
    void sameBlocksAgainAndAgainAreNotTooMany() throws IOException {
        try (BitmapEngine engine = open(atMost(25))) {
            engine.addConsumerFromStart(NIGHTLY);
            for (int round = 0; round < 50; round++) {
                markBlocks(engine, 0, 25);
                dispatcher.step();
            }
            assertThat(engine.begin(NIGHTLY).changes().modified().cardinality()).isEqualTo(25);
            markBlocks(engine, 25, 26);
            assertThat(engine.begin(NIGHTLY).fullRequired())
                    .extracting(FullRequired::reason)
                    .containsExactly(LossReason.MAX_BLOCKS);
        }
    }

    @Test
    void consumerWithASmallWindowIsNotTouchedByTheOneThatFellBehind() throws IOException {
        try (BitmapEngine engine = open(atMost(25))) {
            engine.addConsumerFromStart(NIGHTLY);
            engine.addConsumerFromStart(OFFSITE);
            markBlocks(engine, 0, 20);
            engine.commit(engine.begin(NIGHTLY));
            markBlocks(engine, 20, 40);
            while (dispatcher.step() > 0) {}
            assertThat(engine.begin(NIGHTLY).changes().modified().cardinality()).isEqualTo(20);
            assertThat(engine.begin(OFFSITE).fullRequired())
                    .extracting(FullRequired::reason)
                    .containsExactly(LossReason.MAX_BLOCKS);
        }
    }

    @Test
    void windowGivenUpCountsAgainWithWhatCameMeanwhile() throws IOException {
        try (BitmapEngine engine = open(atMost(25))) {
            engine.addConsumerFromStart(NIGHTLY);
            markBlocks(engine, 0, 20);
            BackupWindow window = engine.begin(NIGHTLY);
            markBlocks(engine, 20, 40);
            engine.checkpoint();
            assertThat(window.fullRequired()).isEmpty();
            assertThat(engine.fullRequired(NIGHTLY)).isEmpty();
            engine.abort(window);
            assertThat(engine.begin(NIGHTLY).fullRequired())
                    .extracting(FullRequired::reason)
                    .containsExactly(LossReason.MAX_BLOCKS);
        }
    }

    // ---- memory monitor

    @Test
    void memoryWarningComesOncePerCrossing() {
        List<Double> readings = List.of(10.0, 80.0, 90.0, 79.9, 81.0, 85.0, 0.0);
        AtomicInteger next = new AtomicInteger();
        List<Double> warnings = new ArrayList<>();
        MemoryMonitor monitor = new MemoryMonitor(
                () -> {
                    double percent = readings.get(next.getAndIncrement());
                    return new MemoryCheck(percent, percent >= 80);
                },
                check -> warnings.add(check.usedPercent()));
        readings.forEach(reading -> monitor.look());
        assertThat(warnings).containsExactly(80.0, 81.0);
    }
}
