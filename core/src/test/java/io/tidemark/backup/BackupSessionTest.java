package io.tidemark.backup;

import static io.tidemark.backup.BackupWorld.NIGHTLY;
import static io.tidemark.backup.BackupWorld.text;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.engine.BackupCursor;
import io.tidemark.engine.BackupWindow;
import io.tidemark.engine.Compression;
import io.tidemark.engine.LossReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sessions: batches, acknowledgement, commit, abort, resume, and what a source may do to them. */
class BackupSessionTest {
    private static final BackupOptions TWO_BLOCKS_A_BATCH =
            BackupOptions.builder().batchBlocks(2).build();

    private static BackupWorld worldWithBlocks(int count) throws IOException {
        BackupWorld world = new BackupWorld(RepositoryOptions.DEFAULT, TWO_BLOCKS_A_BATCH);
        for (long id = 1; id <= count; id++) {
            world.host.put(id, text("block " + id));
        }
        return world;
    }

    @Test
    void batchesHoldEachBlockOnceInAscendingOrder() throws IOException {
        try (BackupWorld world = worldWithBlocks(5);
                BackupSession session = world.coordinator().begin(NIGHTLY, BackupRequest.FULL)) {
            List<BlockSet> batches = new ArrayList<>();
            for (BackupBatch batch = session.nextBatch(); batch != null; batch = session.nextBatch()) {
                batches.add(batch.blocks());
                session.acknowledge(batch);
            }
            assertThat(batches).containsExactly(BlockSet.of(1, 2), BlockSet.of(3, 4), BlockSet.of(5));
            assertThat(session.commit().packs()).hasSize(4);
        }
    }

    @Test
    void progressIsToldAfterEveryAcknowledgedBatch() throws IOException {
        List<BackupProgress> told = new ArrayList<>();
        try (BackupWorld world = worldWithBlocks(3)) {
            world.coordinator(BackupOptions.builder()
                            .batchBlocks(2)
                            .listener(told::add)
                            .build())
                    .backup(NIGHTLY, BackupRequest.FULL);
        }
        assertThat(told).extracting(BackupProgress::blocksDone).containsExactly(2L, 3L);
        assertThat(told).extracting(BackupProgress::rawBytes).containsExactly(14L, 21L);
        assertThat(told).allMatch(progress -> progress.blocksTotal() == 3);
    }

    @Test
    void callsOutOfOrderAreRefused() throws IOException {
        try (BackupWorld world = worldWithBlocks(3);
                BackupSession session = world.coordinator().begin(NIGHTLY, BackupRequest.FULL)) {
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(session::commit);
            BackupBatch batch = requireNonNull(session.nextBatch());
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(session::nextBatch);
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> session.acknowledge(new BackupBatch(9, BlockSet.EMPTY, 0)));
            session.acknowledge(batch);
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> session.acknowledge(batch));
            session.run();
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(session::abort);
        }
    }

    @Test
    void closingWithoutCommitLeavesTheCursorAndTheNextBackupWorks() throws IOException {
        try (BackupWorld world = worldWithBlocks(3)) {
            world.backup(BackupRequest.FULL);
            BackupCursor cursor = world.engine.cursor(NIGHTLY);
            world.host.put(1, text("one"));
            try (BackupSession session = world.coordinator().begin(NIGHTLY, BackupRequest.INCREMENTAL)) {
                session.nextBatch();
            }
            assertThat(world.engine.cursor(NIGHTLY)).isEqualTo(cursor);
            assertThat(world.host.openViews()).isZero();
            assertThat(world.repository.list())
                    .extracting(BackupEntry::state)
                    .containsExactly(BackupEntry.State.COMMITTED, BackupEntry.State.INTERRUPTED);
            BackupManifest next = world.backup(BackupRequest.INCREMENTAL);
            assertThat(next.id()).isEqualTo("b0003");
            assertThat(next.modified()).isEqualTo(1);
            assertThat(world.folder.list()).noneMatch(name -> name.startsWith("b0002-"));
            world.assertRestores(next.id(), world.host.copy());
        }
    }

    @Test
    void abortLeavesNothingBehindButTheId() throws IOException {
        try (BackupWorld world = worldWithBlocks(3)) {
            try (BackupSession session = world.coordinator().begin(NIGHTLY, BackupRequest.FULL)) {
                session.acknowledge(requireNonNull(session.nextBatch()));
                session.abort();
            }
            assertThat(world.folder.list()).containsExactly("b0001.gone");
            assertThat(world.coordinator().resume(NIGHTLY)).isNull();
            assertThat(world.backup(BackupRequest.AUTO).id()).isEqualTo("b0002");
            assertThat(world.repository.prune()).isEmpty();
            assertThat(world.folder.list()).noneMatch(name -> name.contains("b0001"));
        }
    }

    @Test
    void newerSessionOfAConsumerSupersedesTheOlder() throws IOException {
        try (BackupWorld world = worldWithBlocks(3);
                BackupSession older = world.coordinator().begin(NIGHTLY, BackupRequest.FULL)) {
            world.host.put(9, text("nine"));
            BackupManifest newer = world.backup(BackupRequest.FULL);
            for (BackupBatch batch = older.nextBatch(); batch != null; batch = older.nextBatch()) {
                older.acknowledge(batch);
            }
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(older::commit);
            world.assertRestores(newer.id(), world.host.copy());
        }
    }

    @Test
    void pruneTakesInterruptedBackupsAndLeavesThoseUnderWay() throws IOException {
        try (BackupWorld world = worldWithBlocks(3)) {
            world.engine.addConsumer("weekly");
            world.coordinator().begin("weekly", BackupRequest.FULL).close();
            try (BackupSession session = world.coordinator().begin(NIGHTLY, BackupRequest.FULL)) {
                BackupBatch batch = requireNonNull(session.nextBatch());
                assertThat(world.repository.prune()).containsExactly("b0001");
                session.acknowledge(batch);
                world.assertRestores(session.run().id(), world.host.copy());
            }
        }
    }

    @Test
    void resumedBackupReadsOnlyWhatWasNotAcknowledged() throws IOException {
        try (BackupWorld world = worldWithBlocks(6)) {
            interruptAfterTwoBatches(world);
            int before = world.host.reads();
            try (BackupSession session = requireNonNull(world.coordinator().resume(NIGHTLY))) {
                assertThat(session.progress().blocksDone()).isEqualTo(4);
                assertThat(session.estimate()).isEqualTo(new SizeEstimate(2, 14, 0, 2));
                BackupManifest manifest = session.run();
                assertThat(manifest.id()).isEqualTo("b0001");
                assertThat(manifest.rawBytes()).isEqualTo(42);
                world.assertRestores(manifest.id(), world.host.copy());
            }
            assertThat(world.host.reads() - before).isEqualTo(2);
            world.assertGood();
        }
    }

    private static void interruptAfterTwoBatches(BackupWorld world) throws IOException {
        try (BackupSession session = world.coordinator().begin(NIGHTLY, BackupRequest.AUTO)) {
            session.acknowledge(requireNonNull(session.nextBatch()));
            session.acknowledge(requireNonNull(session.nextBatch()));
            session.nextBatch();
        }
    }

    @Test
    void resumedBackupIsExactThoughBlocksChangedSince() throws IOException {
        try (BackupWorld world = worldWithBlocks(6)) {
            world.backup(BackupRequest.FULL);
            for (long id = 1; id <= 6; id++) {
                world.host.put(id, text("again " + id));
            }
            interruptAfterTwoBatches(world);
            world.host.put(1, text("changed after it was packed"));
            world.host.delete(6);
            world.host.put(7, text("new"));
            BackupManifest manifest;
            try (BackupSession session = requireNonNull(world.coordinator().resume(NIGHTLY))) {
                assertThat(session.progress().blocksDone())
                        .as("the pack of blocks 3 and 4 is kept")
                        .isEqualTo(2);
                manifest = session.run();
            }
            assertThat(manifest.mode()).isEqualTo(BackupMode.INCREMENTAL);
            assertThat(manifest.deleted()).isEqualTo(1);
            world.assertGood();
            world.assertRestores(manifest.id(), world.host.copy());
        }
    }

    @Test
    void backupResumedTwiceIsExact() throws IOException {
        try (BackupWorld world = worldWithBlocks(8)) {
            interruptAfterTwoBatches(world);
            world.host.put(1, text("changed"));
            try (BackupSession session = requireNonNull(world.coordinator().resume(NIGHTLY))) {
                session.acknowledge(requireNonNull(session.nextBatch()));
            }
            world.host.put(3, text("changed"));
            world.host.delete(8);
            try (BackupSession session = requireNonNull(world.coordinator().resume(NIGHTLY))) {
                world.assertRestores(session.run().id(), world.host.copy());
            }
            world.assertGood();
        }
    }

    @Test
    void damagedPackOfAnInterruptedBackupIsWrittenAnew() throws IOException {
        try (BackupWorld world = worldWithBlocks(6)) {
            interruptAfterTwoBatches(world);
            String pack = world.folder.list().stream()
                    .filter(name -> name.endsWith(".pack"))
                    .findFirst()
                    .orElseThrow();
            ((CrashStorage) world.folder).replace(pack, new byte[50]);
            try (BackupSession session = requireNonNull(world.coordinator().resume(NIGHTLY))) {
                assertThat(session.progress().blocksDone()).isEqualTo(2);
                world.assertRestores(session.run().id(), world.host.copy());
            }
            world.assertGood();
        }
    }

    @Test
    void backupIsNotResumedAfterALoss() throws IOException {
        try (BackupWorld world = worldWithBlocks(6)) {
            interruptAfterTwoBatches(world);
            world.engine.reportLoss(LossReason.OVERFLOW, 5, 6, "test");
            assertThat(world.coordinator().resume(NIGHTLY)).isNull();
            world.assertRestores(world.backup(BackupRequest.AUTO).id(), world.host.copy());
        }
    }

    @Test
    void commitThatTheEngineMissedIsCompletedByTheNextBegin() throws IOException {
        try (BackupWorld world = worldWithBlocks(2)) {
            BackupManifest full = world.backup(BackupRequest.FULL);
            world.host.put(1, text("one"));
            BackupManifest second = world.backup(BackupRequest.INCREMENTAL);
            /* The same state as after a crash between manifest and commit: the window is open, the header file is there. */
            world.host.put(2, text("two"));
            BackupWindow window = world.engine.begin(NIGHTLY);
            BackupHeader header = new BackupHeader(
                    "b0003",
                    BackupMode.INCREMENTAL,
                    second.ref(),
                    "vnode-1",
                    NIGHTLY,
                    window.from(),
                    window.to(),
                    1,
                    List.of(),
                    List.of(),
                    Compression.NONE,
                    null);
            BackupCatalog catalog = new BackupCatalog(world.folder);
            catalog.writeSession(header);
            try (BackupWriter writer =
                    new BackupWriter(catalog, RepositoryOptions.DEFAULT, BackupWorld.counting(), header)) {
                writer.add(2, ByteBuffer.wrap(text("two")));
                writer.commit(
                        new BackupSets(BlockSet.EMPTY, BlockSet.of(2), BlockSet.EMPTY),
                        0,
                        new BackupStatistics(0, 0, 0, 0));
            }
            BackupManifest next = world.backup(BackupRequest.INCREMENTAL);
            assertThat(requireNonNull(next.parent()).id()).isEqualTo("b0003");
            assertThat(next.blocks()).isZero();
            assertThat(full.mode()).isEqualTo(BackupMode.FULL);
            world.assertRestores(next.id(), world.host.copy());
        }
    }

    @Test
    void absentBlockOfAViewThatStandsStillFailsTheBackup() throws IOException {
        try (BackupWorld world = worldWithBlocks(3)) {
            world.backup(BackupRequest.FULL);
            world.host.put(2, text("two"));
            world.host.loseSilently(2);
            assertThatExceptionOfType(BlockReadException.class)
                    .isThrownBy(() -> world.backup(BackupRequest.INCREMENTAL))
                    .withMessageContaining("absent from the source's view");
        }
    }

    @Test
    void deletedBlockThatIsStillThereFailsTheBackup() throws IOException {
        try (BackupWorld world = worldWithBlocks(3)) {
            world.backup(BackupRequest.FULL);
            world.host.tellDeletion(2);
            assertThatExceptionOfType(BlockReadException.class)
                    .isThrownBy(() -> world.backup(BackupRequest.INCREMENTAL))
                    .withMessageContaining("deleted by the window but there");
        }
    }

    @Test
    void blockDeletedUnderALiveViewIsRecordedAsDeletedAndCounted() throws IOException {
        BackupOptions live = BackupOptions.builder()
                .absentPolicy(AbsentPolicy.DELETED_LATER)
                .batchBlocks(1)
                .build();
        try (BackupWorld world = worldWithBlocks(3)) {
            world.host.showWhatIsThereNow();
            world.backup(BackupRequest.FULL);
            world.host.put(2, text("two"));
            world.host.put(3, text("three"));
            BackupManifest manifest;
            try (BackupSession session = world.coordinator(live).begin(NIGHTLY, BackupRequest.INCREMENTAL)) {
                world.host.delete(3);
                manifest = session.run();
            }
            assertThat(manifest.absent()).isEqualTo(1);
            assertThat(manifest.deleted()).isEqualTo(1);
            Map<Long, byte[]> expected = world.host.copy();
            world.assertRestores(manifest.id(), expected);
            world.assertRestores(world.backup(BackupRequest.INCREMENTAL).id(), expected);
            world.assertGood();
        }
    }

    @Test
    void estimateIsTheExactSumOfTheBlocksToRead() throws IOException {
        try (BackupWorld world = worldWithBlocks(9)) {
            try (BackupSession session = world.coordinator().begin(NIGHTLY, BackupRequest.FULL)) {
                SizeEstimate estimate = session.estimate();
                BackupManifest manifest = session.run();
                assertThat(estimate).isEqualTo(new SizeEstimate(9, manifest.rawBytes(), 0, 9));
                assertThat(estimate.isExact()).isTrue();
            }
        }
    }

    @Test
    void throttleStretchesTheBackupInTheClocksTime() throws IOException {
        try (BackupWorld world = worldWithBlocks(10)) {
            BackupManifest manifest = world.coordinator(
                            BackupOptions.builder().bytesPerSecond(10).build())
                    .backup(NIGHTLY, BackupRequest.FULL);
            assertThat(manifest.rawBytes()).isEqualTo(71);
            assertThat(manifest.statistics().durationNanos()).isBetween(7_100_000_000L, 7_200_000_000L);
        }
    }
}
