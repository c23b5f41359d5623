package io.tidemark.backup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a backup's manifest, and of the header alone while the backup is under way. UTF-8, one field a line,
 * fixed order; unsigned numbers are decimal integers up to 2^64 - 1. An incremental backup, shortened:
 *
 * <pre>{@code
 * {
 *   "format": "tidemark-backup",
 *   "version": 2,
 *   "id": "b0002",
 *   "mode": "INCREMENTAL",                  // or FULL, SYNTHETIC_FULL
 *   "parent": {                             // null for the full modes
 *     "id": "b0001",
 *     "identity": "5f0c...e1"
 *   },
 *   "source": "vnode-2",
 *   "consumer": "nightly",
 *   "from": { "engine": "5f0c...", "segment": 3, "wal": 120, "timeNanos": 1700000000000000000 },
 *   "to": { "engine": "5f0c...", "segment": 5, "wal": 240, "timeNanos": 1700000060000000000 },
 *   "timeNanos": 1700000061000000000,
 *   "fullReasons": [ ],                     // { "reason", "walFrom", "walTo", "detail" }: why AUTO became FULL
 *   "mergedFrom": [ ],                      // { "id", "identity" }: what a SYNTHETIC_FULL was made of
 *   "compression": "ZSTD",                  // or NONE
 *   "encryption": {                         // null if plain
 *     "cipher": "AES-256-GCM",
 *     "derivation": "HKDF-SHA256",
 *     "salt": "09ab...",
 *     "keyCheck": "77f1..."
 *   },
 *   "created": 10,                          // from here on: not in the header of a backup under way
 *   "modified": 32,
 *   "deleted": 4,
 *   "absent": 0,
 *   "rawBytes": 172032,
 *   "storedBytes": 80211,
 *   "statistics": { "blocksRead": 42, "bytesRead": 172032, "retries": 0, "durationNanos": 51000000 },
 *   "packs": [
 *     { "name": "b0002-00000.8c1d....pack", "length": 412, "sha256": "8c1d...", "tailSha256": "f00e..." },
 *     { "name": "b0002-00001.1b77....pack", "length": 79799, "sha256": "1b77...", "tailSha256": "44ab..." }
 *   ],
 *   "identity": "c3a9..."
 * }
 * }</pre>
 *
 * <p>{@code identity} is the SHA-256 of every byte of the file before the comma that precedes it. It seals the file
 * (every byte is either hashed, or part of the hash, or fixed) and is the backup's identity at once.
 */
final class ManifestFormat {
    static final String FORMAT = "tidemark-backup";
    static final long VERSION = 2;
    private static final String SEAL_BEGIN = ",\n  \"identity\": \"";
    private static final String SEAL_END = "\"\n}\n";
    private static final int IDENTITY_CHARS = 64;
    private static final int SEAL_BYTES = SEAL_BEGIN.length() + IDENTITY_CHARS + SEAL_END.length();

    private static final Separators SEPARATORS =
            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
    private static final JsonFactory JSON = new JsonFactoryBuilder().build();

    private ManifestFormat() {}

    /** A sealed text and the identity in its seal. */
    static final class Sealed {
        private final byte[] bytes;
        private final String identity;

        private Sealed(byte[] bytes, String identity) {
            this.bytes = bytes;
            this.identity = identity;
        }

        byte[] bytes() {
            return bytes;
        }

        String identity() {
            return identity;
        }
    }

    static Sealed encode(BackupHeader header) throws IOException {
        return encode(header, null);
    }

    /** Writes a manifest; its {@link BackupManifest#identity} is not looked at but computed. */
    static Sealed encode(BackupManifest manifest) throws IOException {
        return encode(manifest.header(), manifest);
    }

    private static Sealed encode(BackupHeader header, @Nullable BackupManifest manifest) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter(SEPARATORS).withObjectIndenter(new DefaultIndenter("  ", "\n")));
            json.writeStartObject();
            ManifestWriter.write(json, header);
            if (manifest != null) {
                ManifestWriter.write(json, manifest);
            }
            json.writeEndObject();
        }
        return seal(bytes.toByteArray());
    }

    private static Sealed seal(byte[] object) {
        int length = object.length - "\n}".length();
        String identity = Digests.hex(Digests.sha256(object, length));
        byte[] end = (SEAL_BEGIN + identity + SEAL_END).getBytes(StandardCharsets.US_ASCII);
        byte[] sealed = Arrays.copyOf(object, length + end.length);
        System.arraycopy(end, 0, sealed, length, end.length);
        return new Sealed(sealed, identity);
    }

    /** Reads the header of a backup under way. */
    static BackupHeader decodeHeader(String id, byte[] file) throws IOException {
        String where = BackupFile.session(id);
        JsonFields fields = open(id, where, file);
        return parse(id, where, () -> ManifestReader.header(fields));
    }

    /** Reads and checks a manifest. */
    static BackupManifest decodeManifest(String id, byte[] file) throws IOException {
        String where = BackupFile.manifest(id);
        JsonFields fields = open(id, where, file);
        return parse(id, where, () -> ManifestReader.manifest(fields));
    }

    private static JsonFields open(String id, String where, byte[] file) throws IOException {
        int length = Math.max(0, file.length - SEAL_BYTES);
        byte[] expected = seal(Arrays.copyOf(file, length + "\n}".length())).bytes();
        if (!Arrays.equals(expected, file)) {
            int position = Math.max(0, Arrays.mismatch(expected, file));
            throw BackupRefusedException.of(
                    id,
                    where,
                    "SHA-256 that seals a manifest",
                    identityIn(expected),
                    identityIn(file) + " at " + position);
        }
        return parse(id, where, () -> parseFields(file));
    }

    /* What stands where the identity belongs, for a message. */
    private static String identityIn(byte[] file) {
        int to = Math.max(0, file.length - SEAL_END.length());
        int from = Math.max(0, to - IDENTITY_CHARS);
        return new String(file, from, to - from, StandardCharsets.US_ASCII);
    }

    private static JsonFields parseFields(byte[] file) throws IOException {
        try (JsonParser parser = JSON.createParser(file)) {
            return JsonFields.parse(parser);
        }
    }

    private interface Parsing<T> {
        T run() throws IOException;
    }

    /* The seal holds, so what is wrong now was written so: by another version, or by another program. */
    private static <T> T parse(String id, String where, Parsing<T> parsing) throws BackupRefusedException {
        try {
            return parsing.run();
        } catch (IOException | IllegalArgumentException e) {
            throw new BackupRefusedException(
                    Finding.of(
                            id,
                            where,
                            "manifest must be readable",
                            "format version " + VERSION,
                            String.valueOf(e.getMessage())),
                    e);
        }
    }
}
