package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.bitmap.BlockState;
import io.tidemark.spi.CallerDispatcher;
import io.tidemark.spi.Clock;
import io.tidemark.spi.Dispatcher;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BitmapEngineTest {
    private static final String NIGHTLY = "nightly";

    private final Storage storage = Storage.memory();
    private final CallerDispatcher dispatcher = Dispatcher.caller();

    private BitmapEngine open(boolean isPersistent) throws IOException {
        return open(isPersistent, 100);
    }

    private BitmapEngine open(boolean isPersistent, int segmentEvents) throws IOException {
        EngineConfig config = EngineConfig.builder()
                .enablePersistence(isPersistent)
                .persistPath(Path.of("unused"))
                .memoryLimitBytes(EngineConfig.MEMORY_LIMIT_BYTES_MIN)
                .segmentEvents(segmentEvents)
                .mergeFanout(4)
                .build();
        return BitmapEngine.open(config, storage, Clock.system(), dispatcher);
    }

    @Test
    void markingADirtyBlockAgainMovesItToTheNewOffset() throws IOException {
        try (BitmapEngine engine = open(false)) {
            engine.addConsumerFromStart(NIGHTLY);
            engine.markDirty(7, 10, 1000);
            engine.markDirty(7, 20, 2000);
            assertThat(engine.changesByWal(15, 25).changes().modified().contains(7))
                    .isTrue();
            assertThat(engine.metadata(NIGHTLY, 7)).isEqualTo(new BlockMetadata(BlockState.DIRTY, 20, 2000, false));
        }
    }

    @Test
    void flushedBlockStaysInTheNextBackup() throws IOException {
        try (BitmapEngine engine = open(false)) {
            engine.addConsumerFromStart(NIGHTLY);
            engine.markDirty(7, 10, 1000);
            engine.markFlushed(7, 11, 1100);
            assertThat(engine.state(NIGHTLY, 7)).isEqualTo(BlockState.DIRTY);
            assertThat(engine.begin(NIGHTLY).changes().dirty().contains(7)).isTrue();
        }
    }

    @Test
    void onlyACommitMakesABlockClean() throws IOException {
        try (BitmapEngine engine = open(false)) {
            engine.addConsumerFromStart(NIGHTLY);
            engine.markNew(7, 10, 1000);
            BackupWindow window = engine.begin(NIGHTLY);
            engine.abort(window);
            assertThat(engine.state(NIGHTLY, 7)).isEqualTo(BlockState.NEW);
            engine.commit(engine.begin(NIGHTLY));
            assertThat(engine.state(NIGHTLY, 7)).isEqualTo(BlockState.CLEAN);
        }
    }

    @Test
    void marksDuringABackupBelongToTheNextWindow() throws IOException {
        try (BitmapEngine engine = open(false)) {
            engine.addConsumerFromStart(NIGHTLY);
            engine.markNew(1, 1, 1);
            BackupWindow window = engine.begin(NIGHTLY);
            engine.markNew(2, 0, 0); // late: an old offset, and still not lost
            assertThat(window.changes().touched().contains(2)).isFalse();
            engine.commit(window);
            assertThat(engine.begin(NIGHTLY).changes().created().toArray()).containsExactly(2);
        }
    }

    @Test
    void consumerWithoutABaseIsToldToTakeAFullBackup() throws IOException {
        try (BitmapEngine engine = open(false)) {
            engine.addConsumer(NIGHTLY);
            BackupWindow window = engine.begin(NIGHTLY);
            assertThat(window.fullRequired()).extracting(FullRequired::reason).containsExactly(LossReason.NO_BASE);
            assertThatThrownBy(window::changes)
                    .isInstanceOf(FullRequiredException.class)
                    .hasMessageContaining("NO_BASE");
            engine.commit(window);
            assertThat(engine.fullRequired(NIGHTLY)).isEmpty();
        }
    }

    @Test
    void lossTouchesJustTheConsumersBehindIt() throws IOException {
        try (BitmapEngine engine = open(false)) {
            engine.addConsumerFromStart(NIGHTLY);
            engine.addConsumerFromStart("offsite");
            BackupWindow before = engine.begin(NIGHTLY);
            engine.reportLoss(LossReason.OVERFLOW, 5, 9, "ring buffer full");
            assertThat(before.fullRequired()).isEmpty();
            engine.commit(before);
            BackupWindow offsite = engine.begin("offsite");
            assertThat(offsite.fullRequired())
                    .containsExactly(new FullRequired(LossReason.OVERFLOW, 5, 9, "ring buffer full"));
            engine.commit(offsite);
            assertThat(engine.fullRequired("offsite")).isEmpty();
            assertThat(engine.fullRequired(NIGHTLY)).hasSize(1);
            engine.commit(engine.begin(NIGHTLY));
            assertThat(engine.fullRequired(NIGHTLY)).isEmpty();
        }
    }

    @Test
    void lossWithoutAnyEventBelongsToTheWindowThatEndsNext() throws IOException {
        try (BitmapEngine engine = open(false)) {
            engine.addConsumerFromStart(NIGHTLY);
            engine.commit(engine.begin(NIGHTLY));
            engine.reportLoss(LossReason.OVERFLOW, 1, 1, "the only event since");
            assertThat(engine.begin(NIGHTLY).fullRequired()).hasSize(1);
        }
    }

    @Test
    void rangeThatALossTouchesIsNotComplete() throws IOException {
        try (BitmapEngine engine = open(false)) {
            engine.markDirty(1, 1, 1);
            engine.reportLoss(LossReason.OVERFLOW, 5, 9, "ring buffer full");
            assertThat(engine.changesByWal(0, 4).isComplete()).isTrue();
            assertThat(engine.changesByWal(0, 5).isComplete()).isFalse();
            assertThat(engine.changesByTime(0, 4).isComplete()).isFalse();
        }
    }

    @Test
    void supersededWindowCannotBeCommitted() throws IOException {
        try (BitmapEngine engine = open(false)) {
            engine.addConsumerFromStart(NIGHTLY);
            BackupWindow first = engine.begin(NIGHTLY);
            BackupWindow second = engine.begin(NIGHTLY);
            assertThatThrownBy(() -> engine.commit(first))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no longer open");
            engine.commit(second);
            assertThatThrownBy(() -> engine.commit(second)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void openWindowIsResumedWithTheSameContentAfterReopening() throws IOException {
        BackupCursor end;
        try (BitmapEngine engine = open(true)) {
            engine.addConsumerFromStart(NIGHTLY);
            engine.markNew(1, 1, 1);
            end = engine.begin(NIGHTLY).to();
            engine.markNew(2, 2, 2);
        }
        try (BitmapEngine engine = open(true)) {
            BackupWindow resumed = Objects.requireNonNull(engine.resume(NIGHTLY));
            assertThat(resumed.to()).isEqualTo(end);
            assertThat(resumed.changes().created().toArray()).containsExactly(1);
            engine.commit(resumed);
            assertThat(engine.begin(NIGHTLY).changes().created().toArray()).containsExactly(2);
        }
    }

    @Test
    void engineWithoutPersistenceForgets() throws IOException {
        try (BitmapEngine engine = open(false)) {
            engine.addConsumerFromStart(NIGHTLY);
            engine.markNew(1, 1, 1);
        }
        try (BitmapEngine engine = open(false)) {
            assertThat(engine.consumers()).isEmpty();
        }
    }

    @Test
    void secondEngineOnAFolderIsRefused() throws IOException {
        try (BitmapEngine engine = open(true)) {
            assertThat(engine.consumers()).isEmpty();
            assertThatThrownBy(() -> open(true)).isInstanceOf(IOException.class).hasMessageContaining("in use");
        }
    }

    @Test
    void damagedSegmentCostsJustTheConsumersThatNeedIt() throws IOException {
        try (BitmapEngine engine = open(true)) {
            engine.addConsumerFromStart(NIGHTLY);
            engine.addConsumerFromStart("offsite");
            engine.markNew(1, 1, 1);
            engine.commit(engine.begin(NIGHTLY));
            engine.markNew(2, 2, 2);
        }
        String first = storage.list().get(0);
        flipLastByte(first);
        try (BitmapEngine engine = open(true)) {
            BackupWindow offsite = engine.begin("offsite");
            assertThat(offsite.fullRequired())
                    .extracting(FullRequired::reason)
                    .containsExactly(LossReason.CORRUPT_SEGMENT);
            assertThat(engine.begin(NIGHTLY).changes().created().toArray()).containsExactly(2);
        }
    }

    @Test
    void inspectionNamesTheDamagedFile() throws IOException {
        try (BitmapEngine engine = open(true)) {
            engine.addConsumerFromStart(NIGHTLY);
            engine.markNew(1, 1, 1);
        }
        assertThat(FolderInspection.of(storage, FolderInspection.Depth.EVERYTHING)
                        .damaged())
                .isEmpty();
        String first = storage.list().get(0);
        flipLastByte(first);
        FolderInspection inspection = FolderInspection.of(storage, FolderInspection.Depth.EVERYTHING);
        assertThat(inspection.damaged())
                .extracting(FolderInspection.Damage::file)
                .containsExactly(first);
        assertThat(inspection.consumers())
                .extracting(FolderInspection.ConsumerCursor::name)
                .containsExactly(NIGHTLY);
    }

    @Test
    void damagedManifestIsRefused() throws IOException {
        try (BitmapEngine engine = open(true)) {
            engine.addConsumerFromStart(NIGHTLY);
        }
        flipLastByte(ManifestFile.NAME);
        assertThatThrownBy(() -> open(true)).isInstanceOf(IOException.class).hasMessageContaining(ManifestFile.NAME);
    }

    @Test
    void memoryStaysUnderItsLimitAndAnswersStayTheSame() throws IOException {
        try (BitmapEngine engine = open(false, 0)) {
            engine.addConsumerFromStart(NIGHTLY);
            for (int i = 0; i < 2_000_000; i++) {
                engine.markDirty(i * 977L % 1_000_003, i, i);
            }
            while (dispatcher.step() > 0) {}
            MemoryStats memory = engine.memoryStats();
            assertThat(memory.peakBytes()).isLessThanOrEqualTo(memory.limitBytes());
            assertThat(memory.allocatedBytes() - memory.freedBytes()).isEqualTo(memory.currentBytes());
            assertThat(engine.stats().spills()).isPositive();
            assertThat(engine.changes(NIGHTLY).modified().cardinality()).isEqualTo(1_000_003);
        }
    }

    @Test
    void mergingLeavesFewSegments() throws IOException {
        try (BitmapEngine engine = open(false)) {
            for (int i = 0; i < 100_000; i++) {
                engine.markDirty(i, i, i);
            }
            assertThat(engine.stats().segments()).isEqualTo(997); // and two frozen, and the active one
            while (dispatcher.step() > 0) {}
            assertThat(engine.stats().segments()).isLessThan(4 * 6);
            assertThat(engine.stats().segmentEvents() + engine.stats().activeEvents())
                    .isEqualTo(100_000);
        }
    }

    @Test
    void cleanUpFreesWhatItSays() throws IOException {
        try (BitmapEngine engine = open(false)) {
            for (int i = 0; i < 10_000; i++) {
                engine.markDirty(i, i, i);
            }
            long before = engine.memoryStats().currentBytes();
            long freed = engine.cleanUpMemory(0);
            assertThat(freed).isPositive();
            assertThat(engine.memoryStats().currentBytes()).isEqualTo(before - freed);
            assertThat(engine.cleanUpMemory(0)).isZero();
        }
    }

    @Test
    void limitBelowTheLeastIsRefusedAndChangesNothing() throws IOException {
        try (BitmapEngine engine = open(false)) {
            assertThatThrownBy(() -> engine.setMemoryLimit(1)).isInstanceOf(IllegalArgumentException.class);
            assertThat(engine.memoryLimit()).isEqualTo(EngineConfig.MEMORY_LIMIT_BYTES_MIN);
        }
    }

    @Test
    void closedEngineTakesNoMarks() throws IOException {
        BitmapEngine engine = open(false);
        engine.close();
        engine.close();
        assertThatThrownBy(() -> engine.markNew(1, 1, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() throws IOException {
        try (BitmapEngine engine = open(false)) {
            for (long block : new long[] {3, 1, -1, 2, Long.MIN_VALUE}) {
                engine.markDirty(block, 1, 1);
            }
            BlockPage first = engine.dirtyBlocksByWal(0, 9, Order.ASCENDING, 2);
            assertThat(first.total()).isEqualTo(5);
            assertThat(first.blockIds()).containsExactly(1, 2);
            assertThat(first.next().blockIds()).containsExactly(3, Long.MIN_VALUE);
            assertThat(first.next().next().blockIds()).containsExactly(-1);
            assertThat(first.next().next().isLast()).isTrue();
            BlockPage last = engine.dirtyBlocksByWal(0, 9, Order.DESCENDING, 4);
            assertThat(last.blockIds()).containsExactly(-1, Long.MIN_VALUE, 3, 2);
            assertThat(last.next().blockIds()).containsExactly(1);
        }
    }

    private void flipLastByte(String name) throws IOException {
        byte[] bytes;
        try (Storage.Input input = storage.open(name)) {
            bytes = new byte[(int) input.size()];
            input.read(0, ByteBuffer.wrap(bytes));
        }
        bytes[bytes.length - 3] ^= 1;
        storage.delete(name);
        try (Storage.Output output = storage.create(name)) {
            output.write(ByteBuffer.wrap(bytes));
        }
    }
}
