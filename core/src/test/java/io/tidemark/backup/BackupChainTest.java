package io.tidemark.backup;

import static io.tidemark.backup.BackupWorld.NIGHTLY;
import static io.tidemark.backup.BackupWorld.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.Compression;
import io.tidemark.engine.EngineConfig;
import io.tidemark.engine.FullRequired;
import io.tidemark.engine.FullRequiredException;
import io.tidemark.engine.LossReason;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Chains of backups over the real engine: what is restored is what was there. */
class BackupChainTest {
    static Stream<RepositoryOptions> everyForm() {
        return Stream.of(
                RepositoryOptions.DEFAULT,
                RepositoryOptions.builder()
                        .compression(Compression.ZSTD)
                        .chunkBytes(1 << 12)
                        .build(),
                BackupWorld.ENCRYPTED,
                RepositoryOptions.builder()
                        .compression(Compression.ZSTD)
                        .key(BackupWorld.KEY)
                        .build());
    }

    private static byte[] repetitive(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % 7);
        }
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("everyForm")
    void everyPointOfAChainIsRestoredAsItWas(RepositoryOptions form) throws IOException {
        BackupOptions smallBatches = BackupOptions.builder().batchBytes(5_000).build();
        try (BackupWorld world = new BackupWorld(form, smallBatches)) {
            Map<String, Map<Long, byte[]>> points = new TreeMap<>();
            for (long id = 0; id < 40; id++) {
                world.host.put(id * 1_000_003, repetitive((int) (id * 97)));
            }
            world.host.put(-1, text("the highest id"));
            points.put(world.backup(BackupRequest.AUTO).id(), world.host.copy());
            world.host.put(-1, text("changed"));
            world.host.delete(1_000_003);
            world.host.put(5, new byte[0]);
            points.put(world.backup(BackupRequest.INCREMENTAL).id(), world.host.copy());
            world.host.put(1_000_003, text("made again"));
            world.host.delete(5);
            points.put(world.backup(BackupRequest.INCREMENTAL).id(), world.host.copy());
            points.put(world.backup(BackupRequest.INCREMENTAL).id(), world.host.copy());
            world.host.put(5, repetitive(3 << 20));
            points.put(world.backup(BackupRequest.AUTO).id(), world.host.copy());

            world.assertGood();
            for (Map.Entry<String, Map<Long, byte[]>> point : points.entrySet()) {
                world.assertRestores(point.getKey(), point.getValue());
            }
        }
    }

    @Test
    void incrementalBackupHoldsTheChangedBlocksOnlyAndCountsThem() throws IOException {
        try (BackupWorld world = new BackupWorld()) {
            for (long id = 0; id < 100; id++) {
                world.host.put(id, text("block " + id));
            }
            BackupManifest full = world.backup(BackupRequest.AUTO);
            world.host.put(3, text("three"));
            world.host.put(500, text("new"));
            world.host.delete(7);
            BackupManifest incremental = world.backup(BackupRequest.AUTO);

            assertThat(full.mode()).isEqualTo(BackupMode.FULL);
            assertThat(full.parent()).isNull();
            assertThat(full.created()).isEqualTo(100);
            assertThat(full.header().fullReasons())
                    .extracting(reason -> reason.reason())
                    .containsExactly(LossReason.NO_BASE);
            assertThat(incremental.mode()).isEqualTo(BackupMode.INCREMENTAL);
            assertThat(incremental.parent()).isEqualTo(full.ref());
            assertThat(incremental.created()).isEqualTo(1);
            assertThat(incremental.modified()).isEqualTo(1);
            assertThat(incremental.deleted()).isEqualTo(1);
            assertThat(incremental.rawBytes()).isEqualTo(8);
            assertThat(incremental.statistics().blocksRead()).isEqualTo(2);
            assertThat(incremental.header().from()).isEqualTo(full.to());
            assertThat(incremental.walFrom()).isEqualTo(100);
            assertThat(incremental.walTo()).isEqualTo(103);
        }
    }

    @Test
    void backupOfAnEmptyHostAndOfAnEmptyWindowAreBackups() throws IOException {
        try (BackupWorld world = new BackupWorld()) {
            BackupManifest full = world.backup(BackupRequest.FULL);
            BackupManifest nothing = world.backup(BackupRequest.INCREMENTAL);
            assertThat(full.blocks()).isZero();
            assertThat(nothing.blocks()).isZero();
            world.assertGood();
            world.assertRestores(nothing.id(), new TreeMap<>());
        }
    }

    @Test
    void incrementalIsRefusedWithoutABaseAndTheCursorStays() throws IOException {
        try (BackupWorld world = new BackupWorld()) {
            world.host.put(1, text("one"));
            assertThatExceptionOfType(FullRequiredException.class)
                    .isThrownBy(() -> world.backup(BackupRequest.INCREMENTAL))
                    .satisfies(e -> assertThat(e.losses()).hasSize(1));
            assertThat(world.host.openViews()).isZero();
            assertThat(world.engine.resume(NIGHTLY)).isNull();
            assertThat(world.repository.list()).isEmpty();
        }
    }

    @Test
    void lossMakesAutoFullAndSaysWhyAndTheNextOneIncrementalAgain() throws IOException {
        try (BackupWorld world = new BackupWorld()) {
            world.host.put(1, text("one"));
            world.backup(BackupRequest.AUTO);
            world.host.put(2, text("two"));
            world.engine.reportLoss(LossReason.OVERFLOW, 2, 9, "ring was full");
            assertThatExceptionOfType(FullRequiredException.class)
                    .isThrownBy(() -> world.backup(BackupRequest.INCREMENTAL))
                    .withMessageContaining("OVERFLOW in WAL 2 to 9");
            BackupManifest full = world.backup(BackupRequest.AUTO);
            assertThat(full.mode()).isEqualTo(BackupMode.FULL);
            assertThat(full.header().fullReasons())
                    .containsExactly(new FullRequired(LossReason.OVERFLOW, 2, 9, "ring was full"));
            world.host.put(3, text("three"));
            BackupManifest next = world.backup(BackupRequest.INCREMENTAL);
            assertThat(next.parent()).isEqualTo(full.ref());
            world.assertRestores(next.id(), world.host.copy());
        }
    }

    @Test
    void incrementalIsRefusedWhenTheFolderLacksTheParent() throws IOException {
        try (BackupWorld world = new BackupWorld()) {
            world.host.put(1, text("one"));
            BackupManifest full = world.backup(BackupRequest.FULL);
            world.repository.delete(full.id());
            world.host.put(2, text("two"));
            assertThatExceptionOfType(FullRequiredException.class)
                    .isThrownBy(() -> world.backup(BackupRequest.INCREMENTAL))
                    .withMessageContaining("NO_BASE");
            BackupManifest again = world.backup(BackupRequest.AUTO);
            assertThat(again.mode()).isEqualTo(BackupMode.FULL);
            assertThat(again.id()).isEqualTo("b0002");
            world.assertRestores(again.id(), world.host.copy());
        }
    }

    @Test
    void incrementalIsRefusedWhenAPackOfTheChainIsGone() throws IOException {
        try (BackupWorld world = new BackupWorld()) {
            world.host.put(1, text("one"));
            BackupManifest full = world.backup(BackupRequest.FULL);
            world.folder.delete(full.packs().get(1).name());
            assertThatExceptionOfType(FullRequiredException.class)
                    .isThrownBy(() -> world.backup(BackupRequest.INCREMENTAL));
        }
    }

    @Test
    void consumersHaveChainsOfTheirOwnInOneFolder() throws IOException {
        try (BackupWorld world = new BackupWorld()) {
            world.engine.addConsumer("weekly");
            world.host.put(1, text("one"));
            world.backup(BackupRequest.AUTO);
            BackupManifest weekly = world.coordinator().backup("weekly", BackupRequest.AUTO);
            world.host.put(2, text("two"));
            world.backup(BackupRequest.INCREMENTAL);
            world.host.delete(1);
            BackupManifest second = world.coordinator().backup("weekly", BackupRequest.INCREMENTAL);
            assertThat(second.parent()).isEqualTo(weekly.ref());
            assertThat(second.created()).isEqualTo(1);
            assertThat(second.deleted()).isEqualTo(1);
            world.assertRestores(second.id(), world.host.copy());
            world.assertGood();
        }
    }

    @Test
    void equalHistoriesGiveEqualBytes() throws IOException {
        List<Map<String, String>> folders = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            try (BackupWorld world = new BackupWorld(BackupWorld.ENCRYPTED, BackupOptions.DEFAULT)) {
                world.host.put(1, text("one"));
                world.backup(BackupRequest.AUTO);
                world.host.put(2, text("two"));
                world.backup(BackupRequest.AUTO);
                Map<String, String> files = new TreeMap<>();
                for (String name : world.folder.list()) {
                    byte[] bytes = ((CrashStorage) world.folder).bytes(name);
                    files.put(name, Digests.hex(Digests.sha256(bytes, bytes.length)));
                }
                folders.add(files);
            }
        }
        assertThat(folders.get(0)).isEqualTo(folders.get(1)).hasSize(6);
    }

    @Test
    void mergedChainRestoresLikeTheChainAndIsContinued() throws IOException {
        try (BackupWorld world = new BackupWorld(BackupWorld.ENCRYPTED, BackupOptions.DEFAULT)) {
            for (long id = 0; id < 50; id++) {
                world.host.put(id, text("block " + id));
            }
            world.backup(BackupRequest.AUTO);
            world.host.delete(3);
            world.host.put(4, text("four"));
            world.backup(BackupRequest.INCREMENTAL);
            world.host.put(3, text("three again"));
            world.host.delete(49);
            BackupManifest tip = world.backup(BackupRequest.INCREMENTAL);

            BackupManifest merged = world.repository.merge(tip.id());

            assertThat(merged.mode()).isEqualTo(BackupMode.SYNTHETIC_FULL);
            assertThat(merged.header().mergedFrom()).hasSize(3).contains(tip.ref());
            assertThat(merged.created()).isEqualTo(49);
            world.assertRestores(merged.id(), world.host.copy());
            world.assertRestores(tip.id(), world.host.copy());
            world.host.put(4, text("four again"));
            BackupManifest next = world.backup(BackupRequest.INCREMENTAL);
            assertThat(next.parent()).isEqualTo(merged.ref());
            for (String old : List.of("b0003", "b0002", "b0001")) {
                world.repository.delete(old);
            }
            world.assertGood();
            world.assertRestores(next.id(), world.host.copy());
        }
    }

    @Test
    void backupWithAChildIsNotDeleted() throws IOException {
        try (BackupWorld world = new BackupWorld()) {
            world.backup(BackupRequest.FULL);
            world.backup(BackupRequest.INCREMENTAL);
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> world.repository.delete("b0001"))
                    .withMessageContaining("child=b0002");
        }
    }

    @Test
    void idOfADeletedBackupIsNotGivenOutAgain() throws IOException {
        try (BackupWorld world = new BackupWorld()) {
            world.backup(BackupRequest.FULL);
            world.repository.delete("b0001");
            assertThat(world.repository.list()).isEmpty();
            world.repository.close();
            BackupRepository reopened = world.reopened(RepositoryOptions.DEFAULT);
            BackupCoordinator coordinator = new BackupCoordinator(
                    world.host, world.engine, () -> {}, reopened, world.time, BackupOptions.DEFAULT);
            assertThat(coordinator.backup(NIGHTLY, BackupRequest.FULL).id()).isEqualTo("b0002");
            reopened.close();
        }
    }

    /** S9: a cursor is a point of one engine's order; the same numbers of another engine are another point. */
    @Test
    void newStoreUnderAnOldNameDoesNotContinueTheOldStoresFull() throws IOException {
        try (BackupWorld world = new BackupWorld()) {
            world.engine.addConsumerFromStart("offsite");
            BackupManifest old = world.coordinator().backup("offsite", BackupRequest.FULL);
            try (BitmapEngine fresh =
                    BitmapEngine.open(EngineConfig.builder().build(), Storage.memory(), world.time, world.time)) {
                fresh.addConsumerFromStart("offsite");
                MemoryHost host = new MemoryHost(world.host.name(), fresh);
                host.put(1, text("of the new store"));
                BackupCoordinator coordinator = new BackupCoordinator(
                        host, fresh, () -> {}, world.repository, world.time, BackupOptions.DEFAULT);
                BackupManifest first = coordinator.backup("offsite", BackupRequest.AUTO);

                assertThat(fresh.identity()).isNotEqualTo(world.engine.identity());
                assertThat(first.header().from().segmentSequence())
                        .isEqualTo(old.to().segmentSequence());
                assertThat(first.mode()).isEqualTo(BackupMode.FULL);
                assertThat(first.header().fullReasons())
                        .extracting(FullRequired::reason)
                        .containsExactly(LossReason.NO_BASE);
            }
        }
    }
}
