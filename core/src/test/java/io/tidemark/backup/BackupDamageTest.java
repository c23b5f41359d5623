package io.tidemark.backup;

import static io.tidemark.backup.BackupWorld.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.engine.Compression;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every damage to a folder is found by verify; restore refuses it, or what it hands out is right all the same. */
class BackupDamageTest {
    private static final String TIP = "b0002";

    static Stream<RepositoryOptions> forms() {
        return Stream.of(
                RepositoryOptions.DEFAULT,
                RepositoryOptions.builder()
                        .compression(Compression.ZSTD)
                        .key(BackupWorld.KEY)
                        .build());
    }

    /** A full backup and an incremental one of three small blocks. */
    private static final class Subject implements AutoCloseable {
        private final BackupWorld world;
        private final CrashStorage folder;
        private final Map<Long, byte[]> expected;

        Subject(RepositoryOptions form) throws IOException {
            world = new BackupWorld(form, BackupOptions.DEFAULT);
            folder = (CrashStorage) world.folder;
            world.host.put(1, text("one"));
            world.host.put(2, text("the second block, the second block, the second block"));
            world.host.put(3, new byte[0]);
            world.backup(BackupRequest.FULL);
            world.host.put(1, text("uno"));
            world.host.delete(2);
            world.backup(BackupRequest.INCREMENTAL);
            expected = world.host.copy();
            world.assertGood();
        }

        void isFound(String damage) throws IOException {
            assertThat(world.repository.verifyAll().findings()).as(damage).isNotEmpty();
        }

        /* Everything that is handed out must be right, whether the restore comes to its end or not. */
        void isRightOrRefused(String damage) throws IOException {
            Map<Long, byte[]> handed = new TreeMap<>();
            boolean whole = true;
            try {
                world.repository.restore(TIP, (id, content) -> handed.put(id, BackupWorld.copy(content)));
            } catch (BackupRefusedException e) {
                whole = false;
            }
            handed.forEach((id, content) -> assertThat(content).as(damage).isEqualTo(expected.get(id)));
            if (whole) {
                assertThat(handed.keySet()).as(damage).isEqualTo(expected.keySet());
            }
        }

        @Override
        public void close() throws IOException {
            world.close();
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyFlippedByteIsFoundAndNeverRestored(RepositoryOptions form) throws IOException {
        try (Subject subject = new Subject(form)) {
            int flips = 0;
            for (String name : subject.folder.list()) {
                byte[] good = subject.folder.bytes(name);
                for (int at = 0; at < good.length; at++) {
                    byte[] bad = good.clone();
                    bad[at] ^= (byte) (1 << (at % 8));
                    subject.folder.replace(name, bad);
                    subject.isFound(name + " at " + at);
                    subject.isRightOrRefused(name + " at " + at);
                    flips++;
                }
                subject.folder.replace(name, good);
            }
            assertThat(flips).isGreaterThan(2_000);
            subject.world.assertGood();
            subject.world.assertRestores(TIP, subject.expected);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyCutOfAFileIsFoundAndNeverRestored(RepositoryOptions form) throws IOException {
        try (Subject subject = new Subject(form)) {
            for (String name : subject.folder.list()) {
                byte[] good = subject.folder.bytes(name);
                for (int length = 0; length < good.length; length++) {
                    subject.folder.replace(name, Arrays.copyOf(good, length));
                    subject.isFound(name + " cut to " + length);
                    subject.isRightOrRefused(name + " cut to " + length);
                }
                subject.folder.replace(name, Arrays.copyOf(good, good.length + 1));
                subject.isFound(name + " longer");
                subject.folder.replace(name, good);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyMissingFileIsFoundAndRefused(RepositoryOptions form) throws IOException {
        try (Subject subject = new Subject(form)) {
            for (String name : subject.folder.list()) {
                byte[] good = subject.folder.bytes(name);
                subject.folder.delete(name);
                subject.isFound(name + " missing");
                subject.isRightOrRefused(name + " missing");
                subject.folder.replace(name, good);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyPackPutInPlaceOfAnotherIsFoundAndRefused(RepositoryOptions form) throws IOException {
        try (Subject subject = new Subject(form)) {
            List<String> packs = subject.folder.list().stream()
                    .filter(name -> name.endsWith(".pack"))
                    .toList();
            int swaps = 0;
            for (String name : packs) {
                byte[] good = subject.folder.bytes(name);
                for (String other : packs) {
                    if (!other.equals(name)) {
                        subject.folder.replace(name, subject.folder.bytes(other));
                        subject.isFound(other + " as " + name);
                        subject.isRightOrRefused(other + " as " + name);
                        swaps++;
                    }
                }
                subject.folder.replace(name, good);
            }
            assertThat(swaps).isEqualTo(12);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void damagedBlockIsRefusedBeforeItIsHandedOut(RepositoryOptions form) throws IOException {
        try (Subject subject = new Subject(form)) {
            BackupRepository repository = subject.world.repository;
            String name = repository.manifest(TIP).packs().get(1).name();
            byte[] bytes = subject.folder.bytes(name);
            bytes[PackLayout.HEADER_BYTES + 1] ^= 1;
            subject.folder.replace(name, bytes);
            assertThatExceptionOfType(BackupRefusedException.class)
                    .isThrownBy(() -> repository.restore(
                            TIP,
                            (id, content) -> assertThat(id).as("damaged block").isNotEqualTo(1)))
                    .satisfies(e -> {
                        assertThat(e.finding().backup()).isEqualTo(TIP);
                        assertThat(e.finding().where()).isEqualTo(name + ", chunk 0");
                        assertThat(e.finding().what()).isEqualTo("SHA-256 of a chunk");
                    });
            assertThatExceptionOfType(BackupRefusedException.class).isThrownBy(() -> repository.merge(TIP));
            assertThat(repository.list()).extracting(BackupEntry::id).containsExactly("b0001", TIP);
        }
    }
}
