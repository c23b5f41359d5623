package io.tidemark.backup;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.engine.BackupCursor;
import io.tidemark.engine.FullRequired;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the fields of a manifest, without its seal. See {@link ManifestFormat}. */
final class ManifestWriter {
    private ManifestWriter() {}

    static void write(JsonGenerator json, BackupHeader header) throws IOException {
        json.writeStringField("format", ManifestFormat.FORMAT);
        json.writeNumberField("version", ManifestFormat.VERSION);
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
        json.writeStringField("engine", cursor.engine().toString());
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

    static void write(JsonGenerator json, BackupManifest manifest) throws IOException {
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
}
