package io.tidemark.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.engine.BackupCursor;
import io.tidemark.engine.Compression;
import io.tidemark.engine.FullRequired;
import io.tidemark.engine.LossReason;
import io.tidemark.spi.BlockSource;
import io.tidemark.spi.Identity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The small parts of the formats: key derivation, key files, names, manifests, estimates. */
class BackupFormatTest {
    @Test
    void hkdfGivesTheFirstBlockOfTheRfcsTestCases() {
        HexFormat hex = HexFormat.of();
        byte[] first = Hkdf.derive(
                hex.parseHex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"),
                hex.parseHex("000102030405060708090a0b0c"),
                hex.parseHex("f0f1f2f3f4f5f6f7f8f9"));
        assertThat(Digests.hex(first)).isEqualTo("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
    }

    @Test
    void keyIsReadFromRawBytesAndFromHexadecimalDigits() {
        byte[] raw = new byte[BackupKey.BYTES];
        raw[0] = 0x7f;
        BackupKey fromHex = BackupKey.parse(("7F" + "00".repeat(31) + "\n").getBytes(StandardCharsets.US_ASCII));
        byte[] salt = new byte[PackLayout.SALT_BYTES];
        assertThat(Encryption.of(fromHex, salt)).isEqualTo(Encryption.of(BackupKey.parse(raw), salt));
        assertThat(fromHex).hasToString("BackupKey[hidden]");
        for (String bad : List.of("", "7F", "z".repeat(64), "0".repeat(33))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BackupKey.parse(bad.getBytes(StandardCharsets.US_ASCII)))
                    .withMessageNotContaining("zz");
        }
    }

    @Test
    void fileNamesTellBackupPackAndKind() {
        String hash = "0".repeat(64);
        assertThat(BackupFile.parse("b0004.json")).isEqualTo(new BackupFile(BackupFile.Kind.MANIFEST, 4, 0));
        assertThat(BackupFile.parse(BackupFile.pack("b12345", 7, hash)))
                .isEqualTo(new BackupFile(BackupFile.Kind.PACK, 12345, 7));
        assertThat(BackupFile.parse(BackupFile.packTemporary("b0004", 7)))
                .isEqualTo(new BackupFile(BackupFile.Kind.TEMPORARY, 4, 0));
        assertThat(BackupFile.parse("b0004.session.tmp")).isEqualTo(new BackupFile(BackupFile.Kind.TEMPORARY, 4, 0));
        assertThat(BackupFile.parse("notes.txt")).isNull();
        assertThat(BackupFile.number("b10000")).isEqualTo(10_000);
        for (String bad : List.of("", "0004", "b4", "b00004", "b0004 ", "../b0004")) {
            assertThatIllegalArgumentException().isThrownBy(() -> BackupFile.number(bad));
        }
    }

    @Test
    void manifestIsReadAsItWasWritten() throws IOException {
        BackupHeader header = new BackupHeader(
                "b0002",
                BackupMode.INCREMENTAL,
                new BackupRef("b0001", "ab"),
                "vnode \"2\"",
                "nächtlich",
                new BackupCursor(new Identity(1, -1), 3, -1, Long.MIN_VALUE),
                new BackupCursor(new Identity(1, -1), 5, 1L << 63, 7),
                -5,
                List.of(new FullRequired(LossReason.WAL_GAP, 2, -2, "line\nbreak")),
                List.of(new BackupRef("b0001", "ab")),
                Compression.ZSTD,
                new Encryption("0".repeat(64), "check"));
        PackEntry sets = new PackEntry(BackupFile.pack("b0002", 0, "0".repeat(64)), 5, "0".repeat(64), "ff");
        BackupManifest manifest = new BackupManifest(
                header, 1, 2, 3, 4, 5, new BackupStatistics(6, 7, 8, 9), List.of(sets), "not looked at");
        ManifestFormat.Sealed sealed = ManifestFormat.encode(manifest);
        BackupManifest read = ManifestFormat.decodeManifest("b0002", sealed.bytes());
        assertThat(read)
                .isEqualTo(new BackupManifest(
                        header, 1, 2, 3, 4, 5, new BackupStatistics(6, 7, 8, 9), List.of(sets), sealed.identity()));
        assertThat(ManifestFormat.decodeHeader(
                        "b0002", ManifestFormat.encode(header).bytes()))
                .isEqualTo(header);
        assertThat(new String(sealed.bytes(), StandardCharsets.UTF_8))
                .startsWith("{\n  \"format\": \"tidemark-backup\",\n  \"version\": 2,\n  \"id\": \"b0002\",")
                .contains("\"wal\": 18446744073709551615")
                .endsWith("\"identity\": \"" + sealed.identity() + "\"\n}\n");
    }

    @Test
    void sampledEstimateTellsAnErrorThatCoversTheTruth() throws IOException {
        BlockSet.Builder builder = BlockSet.builder();
        long total = 0;
        for (long id = 0; id < 10_000; id++) {
            builder.add(id);
            total += lengthOf(id);
        }
        BlockSet blocks = builder.build();
        SizeEstimate sampled = SizeEstimate.of(new Lengths(), blocks, 1_000, 500);
        assertThat(sampled.isExact()).isFalse();
        assertThat(sampled.measured()).isEqualTo(500);
        assertThat(sampled.blocks()).isEqualTo(10_000);
        assertThat(sampled.bytes()).isCloseTo(total, Offset.offset(sampled.errorBytes()));
        assertThat(sampled.errorBytes()).isPositive().isLessThan(total / 10);
        assertThat(SizeEstimate.of(new Lengths(), blocks, 10_000, 500))
                .isEqualTo(new SizeEstimate(10_000, total, 0, 10_000));
        assertThat(SizeEstimate.of(new Lengths(), BlockSet.EMPTY)).isEqualTo(new SizeEstimate(0, 0, 0, 0));
    }

    private static int lengthOf(long id) {
        return (int) ((id * 0x9E3779B97F4A7C15L) >>> 52);
    }

    private static final class Lengths implements BlockSource {
        @Override
        public BlockSet blocks() {
            return BlockSet.EMPTY;
        }

        @Override
        public int length(long blockId) {
            return lengthOf(blockId);
        }

        @Override
        public int read(long blockId, ByteBuffer target) {
            return ABSENT;
        }

        @Override
        public void close() {}
    }
}
