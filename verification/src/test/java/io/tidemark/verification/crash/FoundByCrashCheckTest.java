package io.tidemark.verification.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.FolderInspection;
import io.tidemark.engine.LossReason;
import io.tidemark.simulator.VirtualClock;
import io.tidemark.simulator.storage.CrashStorage;
import io.tidemark.spi.CallerDispatcher;
import io.tidemark.spi.Dispatcher;
import io.tidemark.workloads.ChoiceSource;
import io.tidemark.workloads.ExhaustiveChoices;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the crash check found, each in a few lines. */
class FoundByCrashCheckTest {
    private final CallerDispatcher dispatcher = Dispatcher.caller();

    private BitmapEngine open(CrashStorage disk) throws IOException {
        return BitmapEngine.open(Setup.CONFIG, disk, new VirtualClock(), dispatcher);
    }

    @Test
    void anEngineClosedBeforeEverythingWasDeliveredAgainStillAsksForIt() throws IOException {
        CrashStorage disk = new CrashStorage(ChoiceSource.seeded(1));
        BitmapEngine crashed = open(disk);
        crashed.markDirty(1, 10, 0);
        crashed.checkpoint();
        crashed.markDirty(2, 5, 0);
        disk.crash();

        CrashStorage left = disk.afterCrash(new ExhaustiveChoices());
        open(left).close();

        try (BitmapEngine engine = open(left)) {
            assertThat(engine.replayFrom()).isLessThanOrEqualTo(5);
        }
    }

    @Test
    void segmentsAreNotMergedOverACursorBetweenThemWhereASegmentIsLost() throws IOException {
        CrashStorage disk = new CrashStorage(ChoiceSource.seeded(1));
        try (BitmapEngine engine = open(disk)) {
            engine.addConsumerFromStart("nightly");
            mark(engine, 1);
            mark(engine, 2);
            engine.commit(engine.begin("nightly"));
            mark(engine, 3);
        }
        disk.lose(FolderInspection.of(disk, FolderInspection.Depth.HEADERS)
                .segments()
                .get(1)
                .file());

        try (BitmapEngine engine = open(disk)) {
            for (int i = 0; i < 4; i++) {
                dispatcher.step();
            }

            assertThat(engine.begin("nightly").changes().touched().toArray()).containsExactly(3);
        }
    }

    @Test
    void aRangeStaysIncompleteWhenTheLossInItIsSettledForEveryConsumer() throws IOException {
        try (BitmapEngine engine = open(new CrashStorage(ChoiceSource.seeded(1)))) {
            engine.addConsumerFromStart("nightly");
            engine.reportLoss(LossReason.WAL_GAP, 0, 9, "not in the log");
            engine.commit(engine.begin("nightly"));
            dispatcher.step();
            mark(engine, 10);

            assertThat(engine.stats().losses()).isZero();
            assertThat(engine.changesByWal(0, 20).isComplete()).isFalse();
            assertThat(engine.changesByWal(10, 20).isComplete()).isTrue();
        }
    }

    private static void mark(BitmapEngine engine, long block) throws IOException {
        engine.markDirty(block, block, VirtualClock.EPOCH_NANOS);
        engine.checkpoint();
    }
}
