package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;
import io.tidemark.spi.BlockSource;
import io.tidemark.spi.CallerDispatcher;
import io.tidemark.spi.Clock;
import io.tidemark.spi.Dispatcher;
import io.tidemark.spi.Storage;
import io.tidemark.spi.StorageEngine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What survives the end of a process, damage and a failing disk. Crashes at every operation are the simulator's. */
class EngineDurabilityTest {
    private static final String NIGHTLY = "nightly";
    private static final String WEEKLY = "weekly";

    private final Storage memory = Storage.memory();
    private final FaultyStorage storage = new FaultyStorage(memory);
    private final CallerDispatcher dispatcher = Dispatcher.caller();
    private final ManualClock clock = new ManualClock();

    private static final class ManualClock implements Clock {
        private long nanos;

        @Override
        public long epochNanos() {
            return nanos;
        }

        @Override
        public long nanoTime() {
            return nanos;
        }
    }

    private static EngineConfig.Builder settings() {
        return EngineConfig.builder()
                .enablePersistence(true)
                .persistPath(Path.of("unused"))
                .memoryLimitBytes(EngineConfig.MEMORY_LIMIT_BYTES_MIN);
    }

    private BitmapEngine open() throws IOException {
        return open(settings().segmentEvents(100).build());
    }

    private BitmapEngine open(EngineConfig config) throws IOException {
        return BitmapEngine.open(config, storage, clock, dispatcher);
    }

    /* The process is gone, the files are there. */
    private BitmapEngine openAfterKill() throws IOException {
        memory.close();
        return open();
    }

    private static void mark(BitmapEngine engine, int from, int to) {
        for (int i = from; i < to; i++) {
            engine.markDirty(i, i, i);
        }
    }

    private static long pending(BitmapEngine engine, String consumer) throws IOException {
        return engine.changes(consumer).dirty().cardinality();
    }

    private List<String> segments() throws IOException {
        return memory.list().stream().filter(name -> name.endsWith(".segment")).toList();
    }

    private void stepAll() {
        while (dispatcher.step() > 0) {}
    }

    private void flip(String name, int fromEnd) throws IOException {
        byte[] bytes;
        try (Storage.Input input = memory.open(name)) {
            bytes = new byte[(int) input.size()];
            input.read(0, ByteBuffer.wrap(bytes));
        }
        bytes[bytes.length - fromEnd] ^= 1;
        memory.delete(name);
        try (Storage.Output output = memory.create(name)) {
            output.write(ByteBuffer.wrap(bytes));
        }
    }

    // ---- delivery again

    @Test
    void replayFromMovesWithWhatIsSaidToBeDeliveredAndDurable() throws IOException {
        try (BitmapEngine engine = open()) {
            mark(engine, 0, 150);
            assertThat(engine.replayFrom()).isZero();
            engine.checkpoint();
            assertThat(engine.replayFrom()).as("nothing said").isZero();
            engine.deliveredThrough(120);
            assertThat(engine.replayFrom()).as("not durable yet").isZero();
            engine.checkpoint();
            assertThat(engine.replayFrom()).isEqualTo(121);
            engine.deliveredThrough(60);
            engine.checkpoint();
            assertThat(engine.replayFrom()).as("said before").isEqualTo(121);
        }
        try (BitmapEngine engine = open()) {
            assertThat(engine.replayFrom()).as("closed").isEqualTo(121);
            engine.deliveredThrough(-1);
            engine.checkpoint();
            assertThat(engine.replayFrom()).as("no offset comes after the last").isEqualTo(-1);
        }
    }

    @Test
    void hostThatNeverSaysWhatItDeliveredDeliversAllAgain() throws IOException {
        try (BitmapEngine engine = open()) {
            mark(engine, 0, 150);
        }
        try (BitmapEngine engine = open()) {
            assertThat(engine.replayFrom()).isZero();
        }
    }

    @Test
    void whatIsDeliveredAgainAfterAKillGivesTheSameChanges() throws IOException {
        BitmapEngine killed = open();
        killed.addConsumerFromStart(NIGHTLY);
        mark(killed, 0, 230);
        killed.deliveredThrough(229);
        killed.checkpoint();
        mark(killed, 230, 500);
        try (BitmapEngine engine = openAfterKill()) {
            assertThat(engine.replayFrom()).isEqualTo(230);
            assertThat(pending(engine, NIGHTLY)).isEqualTo(230);
            mark(engine, 100, 500);
            assertThat(engine.begin(NIGHTLY).changes().modified())
                    .isEqualTo(BlockSet.builder().addRange(0, 499).build());
            assertThat(engine.changesByWal(200, 299).changes().modified().cardinality())
                    .isEqualTo(100);
        }
    }

    /** A host whose log begins at an offset and has one event. */
    private record Host(long firstWalOffset) implements StorageEngine {
        @Override
        public String name() {
            return "vnode-7";
        }

        @Override
        public long replay(long walOffset, EventSink sink) {
            sink.accept(EventKind.UPDATE, 7, Math.max(walOffset, firstWalOffset), 0);
            return 1;
        }

        @Override
        public BlockSource snapshot(SnapshotPoint point) {
            throw new UnsupportedOperationException("this host only has a log");
        }
    }

    @Test
    void logThatBeginsTooLateIsALossOfWhatLiesBetween() throws IOException {
        BitmapEngine killed = open();
        killed.addConsumerFromStart(NIGHTLY);
        mark(killed, 0, 50);
        killed.deliveredThrough(49);
        killed.checkpoint();
        try (BitmapEngine engine = openAfterKill()) {
            assertThat(engine.replay(new Host(50))).isEqualTo(1);
            assertThat(engine.fullRequired(NIGHTLY)).isEmpty();
            engine.replay(new Host(60));
            assertThat(engine.fullRequired(NIGHTLY)).singleElement().satisfies(loss -> {
                assertThat(loss.reason()).isEqualTo(LossReason.WAL_GAP);
                assertThat(loss.walFrom()).isEqualTo(50);
                assertThat(loss.walTo()).isEqualTo(59);
            });
        }
        try (BitmapEngine engine = open()) {
            assertThat(engine.fullRequired(NIGHTLY)).as("remembered").hasSize(1);
        }
    }

    // ---- checkpoints

    @Test
    void checkpointIsTakenByEventsByBytesAndByTime() throws IOException {
        EngineConfig config = settings()
                .segmentEvents(100)
                .checkpointEvents(1_000)
                .checkpointBytes(1 << 20)
                .checkpointIntervalMs(10)
                .build();
        try (BitmapEngine engine = open(config)) {
            mark(engine, 0, 999);
            engine.deliveredThrough(998);
            stepAll();
            assertThat(engine.replayFrom()).isZero();
            mark(engine, 999, 1_000);
            stepAll();
            assertThat(engine.replayFrom()).as("events").isEqualTo(999);
            engine.deliveredThrough(999);
            clock.nanos += 9_999_999;
            stepAll();
            assertThat(engine.replayFrom()).isEqualTo(999);
            clock.nanos += 1;
            stepAll();
            assertThat(engine.replayFrom()).as("time").isEqualTo(1_000);
        }
        try (BitmapEngine engine = open(settings()
                .checkpointEvents(Long.MAX_VALUE)
                .checkpointBytes(1 << 20)
                .checkpointIntervalMs(1_000_000)
                .build())) {
            engine.deliveredThrough(5_000);
            mark(engine, 0, 100_000);
            stepAll();
            assertThat(engine.replayFrom()).as("bytes").isEqualTo(5_001);
        }
    }

    @Test
    void namesOfSegmentsAreForcedBeforeTheManifestNamesThem() throws IOException {
        try (BitmapEngine engine = open()) {
            mark(engine, 0, 50);
            storage.done().clear();
            engine.checkpoint();
        }
        List<String> done = storage.done();
        String segment = segments().get(0);
        assertThat(done)
                .containsSubsequence(
                        "force " + segment + ".tmp",
                        "rename " + segment,
                        "force folder",
                        "force manifest.json.tmp",
                        "rename manifest.json",
                        "force folder");
    }

    // ---- damage

    /* Four segments of 100 events: weekly needs all, nightly the last two. */
    private void leaveFourSegments() throws IOException {
        try (BitmapEngine engine = open()) {
            engine.addConsumerFromStart(NIGHTLY);
            engine.addConsumerFromStart(WEEKLY);
            mark(engine, 0, 200);
            engine.commit(engine.begin(NIGHTLY));
            mark(engine, 200, 400);
        }
        assertThat(segments()).hasSize(4);
    }

    private void assertOnlyWeeklyNeedsAFullBackup(BitmapEngine engine, LossReason reason) throws IOException {
        assertThat(engine.fullRequired(NIGHTLY)).isEmpty();
        assertThat(engine.begin(NIGHTLY).changes().dirty())
                .isEqualTo(BlockSet.builder().addRange(200, 399).build());
        assertThat(engine.begin(WEEKLY).fullRequired()).singleElement().satisfies(loss -> {
            assertThat(loss.reason()).isEqualTo(reason);
            assertThat(loss.walFrom()).isEqualTo(100);
            assertThat(loss.walTo()).isEqualTo(199);
        });
        assertThat(engine.changesByWal(100, 150).isComplete()).isFalse();
        assertThat(engine.changesByWal(200, 399).isComplete()).isTrue();
        engine.commit(engine.begin(WEEKLY));
        engine.markDirty(1, 1_000, 0);
        assertThat(pending(engine, WEEKLY)).isEqualTo(1);
    }

    @Test
    void missingSegmentCostsOnlyWhoNeedsIt() throws IOException {
        leaveFourSegments();
        memory.delete(segments().get(1));
        try (BitmapEngine engine = open()) {
            assertOnlyWeeklyNeedsAFullBackup(engine, LossReason.CORRUPT_SEGMENT);
        }
    }

    @Test
    void segmentWithADamagedHeaderCostsOnlyWhoNeedsItAndIsPutAside() throws IOException {
        leaveFourSegments();
        String damaged = segments().get(1);
        byte[] cut = new byte[100];
        memory.delete(damaged);
        try (Storage.Output output = memory.create(damaged)) {
            output.write(ByteBuffer.wrap(cut));
        }
        try (BitmapEngine engine = open()) {
            assertOnlyWeeklyNeedsAFullBackup(engine, LossReason.CORRUPT_SEGMENT);
        }
        assertThat(memory.list()).contains(damaged + ".damaged");
        try (BitmapEngine engine = open()) {
            assertThat(engine.fullRequired(WEEKLY)).isEmpty();
        }
    }

    @Test
    void damageThatAQuestionMeetsCostsOnlyWhoNeedsIt() throws IOException {
        leaveFourSegments();
        flip(segments().get(1), 3);
        try (BitmapEngine engine = open()) {
            assertThat(engine.fullRequired(WEEKLY)).as("only headers were read").isEmpty();
            assertThatThrownBy(() -> engine.changes(WEEKLY)).isInstanceOf(FullRequiredException.class);
            assertOnlyWeeklyNeedsAFullBackup(engine, LossReason.CORRUPT_SEGMENT);
        }
        assertThat(memory.list()).anyMatch(name -> name.endsWith(".damaged"));
    }

    @ParameterizedTest
    @EnumSource
    void fileThatChangesUnderTheEngineIsFound(Change change, @TempDir Path folder) throws IOException {
        EngineConfig config = settings().segmentEvents(50_000).build();
        try (BitmapEngine engine = BitmapEngine.open(config, Storage.folder(folder), clock, dispatcher)) {
            engine.addConsumerFromStart(WEEKLY);
            mark(engine, 0, 50_000);
            engine.checkpoint();
            engine.cleanUpMemory(0);
            assertThat(pending(engine, WEEKLY)).isEqualTo(50_000);
            try (Stream<Path> files = Files.list(folder)) {
                change.make(files.filter(file -> file.toString().endsWith(".segment"))
                        .findFirst()
                        .orElseThrow());
            }
            assertThatThrownBy(() -> engine.changes(WEEKLY)).isInstanceOf(FullRequiredException.class);
            assertThat(engine.changesByWal(5, 6).isComplete()).isFalse();
            engine.commit(engine.begin(WEEKLY));
            engine.markDirty(1, 50_001, 0);
            assertThat(pending(engine, WEEKLY)).isEqualTo(1);
        }
    }

    /** What may happen to a file under the engine. */
    private enum Change {
        FLIPPED,
        CUT,
        DELETED;

        void make(Path file) throws IOException {
            if (this == DELETED) {
                Files.delete(file);
                return;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                if (this == CUT) {
                    channel.truncate(4_096);
                } else {
                    ByteBuffer last = ByteBuffer.allocate(1);
                    channel.read(last, channel.size() - 1);
                    last.put(0, (byte) (last.get(0) ^ 1)).flip();
                    channel.write(last, channel.size() - 1);
                }
            }
        }
    }

    @Test
    void scrubFindsDamageBeforeABackupNeedsTheSegment() throws IOException {
        leaveFourSegments();
        flip(segments().get(1), 3);
        try (BitmapEngine engine =
                open(settings().segmentEvents(100).scrubIntervalMs(1_000).build())) {
            for (int i = 0; i < 4; i++) {
                assertThat(engine.fullRequired(WEEKLY)).hasSize(i < 2 ? 0 : 1);
                clock.nanos += 1_000_000_000;
                stepAll();
            }
            assertOnlyWeeklyNeedsAFullBackup(engine, LossReason.CORRUPT_SEGMENT);
        }
    }

    @Test
    void damagedFileOfASegmentInMemoryIsWrittenAnew() throws IOException {
        try (BitmapEngine engine =
                open(settings().segmentEvents(100).scrubIntervalMs(1_000).build())) {
            engine.addConsumerFromStart(NIGHTLY);
            mark(engine, 0, 100);
            engine.checkpoint();
            flip(segments().get(0), 3);
            clock.nanos += 1_000_000_000;
            stepAll();
            engine.checkpoint();
        }
        try (BitmapEngine engine = open()) {
            assertThat(engine.begin(NIGHTLY).changes().dirty().cardinality()).isEqualTo(100);
        }
    }

    @Test
    void folderWithSegmentsButNoManifestIsRefused() throws IOException {
        leaveFourSegments();
        memory.delete(ManifestFile.NAME);
        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("segments=4")
                .hasMessageContaining("manifest.json");
        assertThat(segments()).hasSize(4);
    }

    @Test
    void leftoversOfACrashAreDroppedAndStrangersAreNot() throws IOException {
        leaveFourSegments();
        for (String name : List.of("x.segment", "y.segment.tmp", "manifest.json.tmp", "notes.txt")) {
            memory.create(name).close();
        }
        open().close();
        assertThat(memory.list())
                .doesNotContain("x.segment", "y.segment.tmp", "manifest.json.tmp")
                .contains("notes.txt");
        assertThat(segments()).hasSize(4);
    }

    // ---- a disk that fails

    @Test
    void trackingGoesOnWhileTheDiskFailsAndIsDurableAfterwards() throws IOException {
        try (BitmapEngine engine = open()) {
            engine.addConsumerFromStart(NIGHTLY);
            storage.failWhere(operation -> operation.startsWith("force"));
            mark(engine, 0, 1_000);
            stepAll();
            assertThatThrownBy(engine::checkpoint).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> engine.begin(NIGHTLY)).isInstanceOf(IOException.class);
            assertThat(pending(engine, NIGHTLY)).isEqualTo(1_000);
            storage.failWhere(operation -> false);
            assertThat(engine.begin(NIGHTLY).changes().dirty().cardinality()).isEqualTo(1_000);
        }
        try (BitmapEngine engine = open()) {
            assertThat(engine.fullRequired(NIGHTLY)).isEmpty();
            assertThat(pending(engine, NIGHTLY)).isEqualTo(1_000);
        }
    }

    @Test
    void halfAFileDoesNotKeepWhatIsLeftOfAFullDisk() throws IOException {
        try (BitmapEngine engine = open()) {
            mark(engine, 0, 250);
            storage.failWhere(operation -> operation.startsWith("write"));
            assertThatThrownBy(engine::checkpoint).isInstanceOf(IOException.class);
            assertThat(memory.list()).noneMatch(name -> name.endsWith(".tmp"));
            storage.failWhere(operation -> false);
            engine.checkpoint();
            assertThat(segments()).isNotEmpty();
        }
    }

    @Test
    void fileWhoseForceFailedIsWrittenAnew() throws IOException {
        try (BitmapEngine engine = open()) {
            mark(engine, 0, 50);
            storage.failWhere(operation -> operation.startsWith("force") && operation.contains("segment"));
            assertThatThrownBy(engine::checkpoint).isInstanceOf(IOException.class);
            storage.failWhere(operation -> false);
            storage.done().clear();
            engine.checkpoint();
            String temporary = segments().get(0) + ".tmp";
            assertThat(storage.done())
                    .containsSubsequence(
                            "delete " + temporary, "create " + temporary, "write " + temporary, "force " + temporary);
        }
    }

    @Test
    void memoryStaysBoundedWhileTheDiskFailsAndWhatGoesIsTold() throws IOException {
        try (BitmapEngine engine = open(settings().build())) {
            engine.addConsumerFromStart(NIGHTLY);
            engine.checkpoint();
            storage.failWhere(operation -> operation.startsWith("write"));
            for (int i = 0; i < 2_000_000; i++) {
                engine.markDirty(i * 977L % 1_000_003, i, i);
                if (i % 10_000 == 0) {
                    dispatcher.step();
                }
            }
            MemoryStats stats = engine.memoryStats();
            assertThat(stats.peakBytes()).isLessThanOrEqualTo(stats.limitBytes());
            assertThat(engine.fullRequired(NIGHTLY))
                    .isNotEmpty()
                    .allMatch(loss -> loss.reason() == LossReason.STORAGE_FAILURE);
            assertThatThrownBy(() -> engine.changes(NIGHTLY)).isInstanceOf(FullRequiredException.class);
            storage.failWhere(operation -> false);
            engine.commit(engine.begin(NIGHTLY));
            mark(engine, 0, 10);
            assertThat(pending(engine, NIGHTLY)).isEqualTo(10);
        }
    }

    @Test
    void commitThatCouldNotBeSavedLeavesTheCursor() throws IOException {
        try (BitmapEngine engine = open()) {
            engine.addConsumerFromStart(NIGHTLY);
            mark(engine, 0, 50);
            BackupWindow window = engine.begin(NIGHTLY);
            storage.failWhere(operation -> operation.equals("rename manifest.json"));
            assertThatThrownBy(() -> engine.commit(window)).isInstanceOf(IOException.class);
            assertThat(engine.cursor(NIGHTLY)).isEqualTo(window.from());
            storage.failWhere(operation -> false);
            engine.commit(window);
            assertThat(engine.cursor(NIGHTLY)).isEqualTo(window.to());
        }
    }

    @Test
    void engineThatCannotBeSavedAtTheEndGivesTheFolderBack() throws IOException {
        BitmapEngine engine = open();
        mark(engine, 0, 50);
        storage.failWhere(operation -> operation.startsWith("create"));
        assertThatThrownBy(engine::close).isInstanceOf(IOException.class);
        storage.failWhere(operation -> false);
        open().close();
    }

    // ---- retention

    @Test
    void consumerOverrunByTheBoundOfTheDiskIsTold() throws IOException {
        EngineConfig config =
                settings().retentionMaxBytes(1 << 20).checkpointEvents(1_000).build();
        try (BitmapEngine engine = open(config)) {
            engine.addConsumerFromStart(WEEKLY);
            for (int i = 0; i < 300_000; i++) {
                engine.markDirty(i * 977L % 1_000_003, i, i);
                if (i % 1_000 == 0) {
                    dispatcher.step();
                }
            }
            stepAll();
            assertThat(engine.stats().segmentBytes()).isLessThanOrEqualTo(1 << 20);
            assertThat(engine.fullRequired(WEEKLY))
                    .singleElement()
                    .satisfies(loss -> assertThat(loss.reason()).isEqualTo(LossReason.RETENTION));
            assertThat(engine.begin(WEEKLY).fullRequired()).hasSize(1);
            engine.commit(engine.begin(WEEKLY));
            engine.markDirty(5, 400_000, 0);
            assertThat(pending(engine, WEEKLY)).isEqualTo(1);
        }
    }
}
