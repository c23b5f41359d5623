package io.tidemark.backup;

import static io.tidemark.backup.BackupWorld.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What looks like the right file and is not: other backups under the same name, other keys, edited manifests. */
class BackupIdentityTest {
    private static BackupWorld filled(RepositoryOptions form, String content) throws IOException {
        BackupWorld world = new BackupWorld(form, BackupOptions.DEFAULT);
        world.host.put(1, text(content));
        world.host.put(2, text("same"));
        world.backup(BackupRequest.FULL);
        world.host.put(2, text("also"));
        world.backup(BackupRequest.INCREMENTAL);
        return world;
    }

    private static void copyFiles(BackupWorld from, BackupWorld to, String prefix) throws IOException {
        for (String name : to.folder.list()) {
            if (name.startsWith(prefix)) {
                to.folder.delete(name);
            }
        }
        for (String name : from.folder.list()) {
            if (name.startsWith(prefix)) {
                ((CrashStorage) to.folder).replace(name, ((CrashStorage) from.folder).bytes(name));
            }
        }
    }

    private static void assertRefused(BackupRepository repository, String id, String rule) throws IOException {
        assertThat(repository.verifyChain(id).findings())
                .anySatisfy(finding -> assertThat(finding.what()).contains(rule));
        assertThatExceptionOfType(BackupRefusedException.class)
                .isThrownBy(() -> repository.restore(id, (block, content) -> {}))
                .satisfies(e -> assertThat(e.finding().what()).contains(rule));
    }

    @Test
    void parentOfTheSameIdNameAndSizeFromAnotherFolderIsRefused() throws IOException {
        try (BackupWorld world = filled(RepositoryOptions.DEFAULT, "tide");
                BackupWorld other = filled(RepositoryOptions.DEFAULT, "mark")) {
            copyFiles(other, world, "b0001");
            assertThat(world.repository.verify("b0001").findings()).isEmpty();
            assertRefused(world.repository, "b0002", "parent b0001 must be the one made upon");
        }
    }

    @Test
    void missingParentIsRefused() throws IOException {
        try (BackupWorld world = filled(RepositoryOptions.DEFAULT, "tide")) {
            world.folder.delete("b0001.json");
            assertRefused(world.repository, "b0002", "parent must exist");
            assertThat(world.repository.verifyAll().findings())
                    .anySatisfy(finding -> assertThat(finding.what()).isEqualTo("packs need a manifest"));
            assertThat(world.repository.list().get(0).state()).isEqualTo(BackupEntry.State.DAMAGED);
        }
    }

    @Test
    void packOfTheSameSizeFromAnotherFolderIsRefused() throws IOException {
        try (BackupWorld world = filled(RepositoryOptions.DEFAULT, "tide");
                BackupWorld other = filled(RepositoryOptions.DEFAULT, "mark")) {
            PackEntry own = world.repository.manifest("b0001").packs().get(1);
            PackEntry foreign = other.repository.manifest("b0001").packs().get(1);
            assertThat(foreign.length()).isEqualTo(own.length());
            ((CrashStorage) world.folder).replace(own.name(), ((CrashStorage) other.folder).bytes(foreign.name()));
            assertThat(world.repository.verifyAll().findings())
                    .extracting(Finding::what)
                    .containsExactly("SHA-256 of a pack");
            assertRefused(world.repository, "b0002", "SHA-256 of a");
        }
    }

    @Test
    void manifestUnderAnotherNameIsRefused() throws IOException {
        try (BackupWorld world = filled(RepositoryOptions.DEFAULT, "tide")) {
            ((CrashStorage) world.folder).replace("b0003.json", ((CrashStorage) world.folder).bytes("b0001.json"));
            assertRefused(world.repository, "b0003", "manifest must be that of its name");
        }
    }

    @Test
    void wrongKeyIsFoundByVerifyAndRefusedByRestore() throws IOException {
        try (BackupWorld world = filled(BackupWorld.ENCRYPTED, "tide")) {
            BackupRepository wrong = world.reopened(RepositoryOptions.builder()
                    .key(BackupKey.of(new byte[BackupKey.BYTES]))
                    .build());
            assertRefused(wrong, "b0002", "key must be the one of the backup");
            assertThat(wrong.verifyAll().findings()).hasSize(2);
        }
    }

    @Test
    void withoutTheKeyVerifySaysWhatItCouldNotCheckAndStillFindsDamage() throws IOException {
        try (BackupWorld world = filled(BackupWorld.ENCRYPTED, "tide")) {
            BackupRepository keyless = world.reopened(RepositoryOptions.DEFAULT);
            Verification verification = keyless.verifyAll();
            assertThat(verification.isGood()).isTrue();
            assertThat(verification.unchecked()).hasSize(2).first().asString().contains("b0001", "no key was given");
            assertThat(verification.packs()).isEqualTo(4);
            assertThat(verification.blocks()).isZero();
            assertThatExceptionOfType(BackupRefusedException.class)
                    .isThrownBy(() -> keyless.restore("b0002", (id, content) -> {}))
                    .withMessageContaining("needs its key");

            String name = world.repository.manifest("b0002").packs().get(1).name();
            byte[] bytes = ((CrashStorage) world.folder).bytes(name);
            bytes[bytes.length / 2] ^= 4;
            ((CrashStorage) world.folder).replace(name, bytes);
            assertThat(keyless.verifyAll().findings())
                    .extracting(Finding::where)
                    .containsExactly(name);
        }
    }

    @Test
    void encryptedFolderHoldsNoPlainText() throws IOException {
        try (BackupWorld world = filled(BackupWorld.ENCRYPTED, "a text that would be recognised")) {
            for (String name : world.folder.list()) {
                assertThat(new String(((CrashStorage) world.folder).bytes(name), StandardCharsets.ISO_8859_1))
                        .doesNotContain("recognised");
            }
        }
    }

    @Test
    void chainIsNotContinuedUnderAnotherKey() throws IOException {
        try (BackupWorld world = filled(BackupWorld.ENCRYPTED, "tide")) {
            world.repository.close();
            BackupRepository other = world.reopened(RepositoryOptions.builder()
                    .key(BackupKey.of(new byte[BackupKey.BYTES]))
                    .build());
            BackupCoordinator coordinator =
                    new BackupCoordinator(world.host, world.engine, () -> {}, other, world.time, BackupOptions.DEFAULT);
            assertThatExceptionOfType(BackupRefusedException.class)
                    .isThrownBy(() -> coordinator.backup(BackupWorld.NIGHTLY, BackupRequest.AUTO))
                    .withMessageContaining("key must be the one of the backup");
            BackupManifest full = coordinator.backup(BackupWorld.NIGHTLY, BackupRequest.FULL);
            BackupWorld.assertSame(BackupWorld.restore(other, full.id()), world.host.copy());
            other.close();
        }
    }

    /* Whoever can write to the folder can seal a manifest anew; the packs' tags still hold its backup together. */
    @Test
    void resealedManifestThatNamesAnotherParentDoesNotOpenItsPacks() throws IOException {
        try (BackupWorld world = filled(BackupWorld.ENCRYPTED, "tide");
                BackupWorld other = filled(BackupWorld.ENCRYPTED, "mark")) {
            copyFiles(other, world, "b0001");
            BackupRef substitute = other.repository.manifest("b0001").ref();
            edit(
                    world,
                    "b0002",
                    header -> new BackupHeader(
                            header.id(),
                            header.mode(),
                            substitute,
                            header.source(),
                            header.consumer(),
                            header.from(),
                            header.to(),
                            header.timeNanos(),
                            header.fullReasons(),
                            header.mergedFrom(),
                            header.compression(),
                            header.encryption()));
            assertRefused(world.repository, "b0002", "pack must belong to its backup");
        }
    }

    @Test
    void windowThatDoesNotBeginAtTheParentsEndIsRefused() throws IOException {
        try (BackupWorld world = filled(RepositoryOptions.DEFAULT, "tide")) {
            edit(world, "b0002", header -> header.withWindow(header.to(), header.to()));
            assertRefused(world.repository, "b0002", "window must begin where the parent's ends");
        }
    }

    private static void edit(BackupWorld world, String id, UnaryOperator<BackupHeader> change) throws IOException {
        BackupManifest old = world.repository.manifest(id);
        BackupManifest edited = new BackupManifest(
                change.apply(old.header()),
                old.created(),
                old.modified(),
                old.deleted(),
                old.absent(),
                old.rawBytes(),
                old.statistics(),
                old.packs(),
                "");
        ((CrashStorage) world.folder)
                .replace(BackupFile.manifest(id), ManifestFormat.encode(edited).bytes());
    }

    @Test
    void identityDiffersWhereOnlyAnAncestorDiffers() throws IOException {
        try (BackupWorld world = filled(RepositoryOptions.DEFAULT, "tide");
                BackupWorld other = filled(RepositoryOptions.DEFAULT, "mark")) {
            assertThat(other.repository.manifest("b0002").identity())
                    .isNotEqualTo(world.repository.manifest("b0002").identity());
        }
    }
}
