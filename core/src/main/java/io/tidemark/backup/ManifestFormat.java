package io.tidemark.backup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.tidemark.engine.BackupCursor;
import io.tidemark.engine.FullRequired;
import io.tidemark.engine.LossReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a backup's manifest, and of the header alone while the backup is under way. UTF-8, one field a line,
 * fixed order; unsigned numbers are decimal integers up to 2^64 - 1. An incremental backup, shortened:
 *
 * <pre>{@code
 * {
 *   "format": "tidemark-backup",
 *   "version": 1,
 *   "id": "b0002",
 *   "mode": "INCREMENTAL",                  // or FULL, SYNTHETIC_FULL
 *   "parent": {                             // null for the full modes
 *     "id": "b0001",
 *     "identity": "5f0c...e1"
 *   },
 *   "source": "vnode-2",
 *   "consumer": "nightly",
 *   "from": { "segment": 3, "wal": 120, "timeNanos": 1700000000000000000 },
 *   "to": { "segment": 5, "wal": 240, "timeNanos": 1700000060000000000 },
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
    private static final String FORMAT = "tidemark-backup";
    private static final long VERSION = 1;
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
            write(json, header);
            if (manifest != null) {
                write(json, manifest);
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

    private static void write(JsonGenerator json, BackupHeader header) throws IOException {
        json.writeStringField("format", FORMAT);
        json.writeNumberField("version", VERSION);
        json.writeStringField("id", header.id());
        json.writeStringField("mode", header.mode().name());
        json.writeFieldName("parent");
        write(json, header.parent());
        json.writeStringField("source", header.source());
        json.writeStringField("consumer", header.consumer());
        write(json, "from", header.from());
        write(json, "to", header.to());
        json.writeNumberField("timeNanos", header.timeNanos());
        writeReasons(json, header.fullReasons());
        json.writeArrayFieldStart("mergedFrom");
        for (BackupRef ref : header.mergedFrom()) {
            write(json, ref);
        }
        json.writeEndArray();
        json.writeStringField("compression", header.compression().name());
        json.writeFieldName("encryption");
        write(json, header.encryption());
    }

    private static void write(JsonGenerator json, @Nullable BackupRef ref) throws IOException {
        if (ref == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField("id", ref.id());
        json.writeStringField("identity", ref.identity());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, BackupCursor cursor) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("segment", cursor.segmentSequence());
        writeUnsigned(json, "wal", cursor.walOffset());
        json.writeNumberField("timeNanos", cursor.timestampNanos());
        json.writeEndObject();
    }

    private static void writeReasons(JsonGenerator json, List<FullRequired> reasons) throws IOException {
        json.writeArrayFieldStart("fullReasons");
        for (FullRequired reason : reasons) {
            json.writeStartObject();
            json.writeStringField("reason", reason.reason().name());
            writeUnsigned(json, "walFrom", reason.walFrom());
            writeUnsigned(json, "walTo", reason.walTo());
            json.writeStringField("detail", reason.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, @Nullable Encryption encryption) throws IOException {
        if (encryption == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField("cipher", Encryption.CIPHER);
        json.writeStringField("derivation", Encryption.DERIVATION);
        json.writeStringField("salt", encryption.salt());
        json.writeStringField("keyCheck", encryption.keyCheck());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, BackupManifest manifest) throws IOException {
        json.writeNumberField("created", manifest.created());
        json.writeNumberField("modified", manifest.modified());
        json.writeNumberField("deleted", manifest.deleted());
        json.writeNumberField("absent", manifest.absent());
        json.writeNumberField("rawBytes", manifest.rawBytes());
        json.writeNumberField("storedBytes", manifest.storedBytes());
        json.writeObjectFieldStart("statistics");
        json.writeNumberField("blocksRead", manifest.statistics().blocksRead());
        json.writeNumberField("bytesRead", manifest.statistics().bytesRead());
        json.writeNumberField("retries", manifest.statistics().retries());
        json.writeNumberField("durationNanos", manifest.statistics().durationNanos());
        json.writeEndObject();
        json.writeArrayFieldStart("packs");
        for (PackEntry pack : manifest.packs()) {
            write(json, pack);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, PackEntry pack) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", pack.name());
        json.writeNumberField("length", pack.length());
        json.writeStringField("sha256", pack.sha256());
        json.writeStringField("tailSha256", pack.tailSha256());
        json.writeEndObject();
    }

    private static void writeUnsigned(JsonGenerator json, String name, long value) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(Long.toUnsignedString(value));
    }

    /** Reads the header of a backup under way. */
    static BackupHeader decodeHeader(String id, byte[] file) throws IOException {
        String where = BackupFile.session(id);
        JsonFields fields = open(id, where, file);
        return parse(id, where, () -> header(fields));
    }

    /** Reads and checks a manifest. */
    static BackupManifest decodeManifest(String id, byte[] file) throws IOException {
        String where = BackupFile.manifest(id);
        JsonFields fields = open(id, where, file);
        return parse(id, where, () -> manifest(fields));
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

    private static BackupHeader header(JsonFields fields) throws IOException {
        if (!fields.text("format").equals(FORMAT) || fields.integer("version") != VERSION) {
            throw new IOException(
                    "unknown format: format=" + fields.text("format") + ", version=" + fields.integer("version"));
        }
        return new BackupHeader(
                fields.text("id"),
                fields.constant("mode", BackupMode.class),
                ref(fields.objectOrNull("parent")),
                fields.text("source"),
                fields.text("consumer"),
                cursor(fields.object("from")),
                cursor(fields.object("to")),
                fields.integer("timeNanos"),
                reasons(fields.objects("fullReasons")),
                refs(fields.objects("mergedFrom")),
                fields.constant("compression", Compression.class),
                encryption(fields.objectOrNull("encryption")));
    }

    private static BackupManifest manifest(JsonFields fields) throws IOException {
        JsonFields statistics = fields.object("statistics");
        List<PackEntry> packs = new ArrayList<>();
        for (JsonFields pack : fields.objects("packs")) {
            packs.add(pack(pack));
        }
        checkPacks(fields.text("id"), packs);
        return new BackupManifest(
                header(fields),
                fields.count("created"),
                fields.count("modified"),
                fields.count("deleted"),
                fields.count("absent"),
                fields.count("rawBytes"),
                new BackupStatistics(
                        statistics.count("blocksRead"),
                        statistics.count("bytesRead"),
                        statistics.count("retries"),
                        statistics.integer("durationNanos")),
                packs,
                fields.text("identity"));
    }

    private static void checkPacks(String id, List<PackEntry> packs) throws IOException {
        int previous = -1;
        for (PackEntry pack : packs) {
            BackupFile file = BackupFile.parse(pack.name());
            boolean own = file != null
                    && file.kind() == BackupFile.Kind.PACK
                    && pack.name().equals(BackupFile.pack(id, file.pack(), pack.sha256()));
            if (file == null || !own || file.pack() <= previous) {
                throw new IOException("packs must be the backup's own, in order: pack=" + pack.name());
            }
            previous = file.pack();
        }
        if (packs.isEmpty() || packs.get(0).number() != PackLayout.SETS_PACK) {
            throw new IOException("the first pack must hold the sets: packs=" + packs.size());
        }
    }

    private static PackEntry pack(JsonFields fields) throws IOException {
        return new PackEntry(
                fields.text("name"), fields.count("length"), fields.text("sha256"), fields.text("tailSha256"));
    }

    private static @Nullable BackupRef ref(@Nullable JsonFields fields) throws IOException {
        return fields == null ? null : new BackupRef(fields.text("id"), fields.text("identity"));
    }

    private static List<BackupRef> refs(List<JsonFields> objects) throws IOException {
        List<BackupRef> refs = new ArrayList<>();
        for (JsonFields object : objects) {
            refs.add(new BackupRef(object.text("id"), object.text("identity")));
        }
        return refs;
    }

    private static BackupCursor cursor(JsonFields fields) throws IOException {
        return new BackupCursor(fields.count("segment"), fields.unsigned("wal"), fields.integer("timeNanos"));
    }

    private static List<FullRequired> reasons(List<JsonFields> objects) throws IOException {
        List<FullRequired> reasons = new ArrayList<>();
        for (JsonFields object : objects) {
            reasons.add(new FullRequired(
                    object.constant("reason", LossReason.class),
                    object.unsigned("walFrom"),
                    object.unsigned("walTo"),
                    object.text("detail")));
        }
        return reasons;
    }

    private static @Nullable Encryption encryption(@Nullable JsonFields fields) throws IOException {
        if (fields == null) {
            return null;
        }
        String method = fields.text("cipher") + ", " + fields.text("derivation");
        if (!method.equals(Encryption.CIPHER + ", " + Encryption.DERIVATION)) {
            throw new IOException("unknown encryption: method=" + method);
        }
        return new Encryption(fields.text("salt"), fields.text("keyCheck"));
    }
}
