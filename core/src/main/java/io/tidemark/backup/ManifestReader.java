package io.tidemark.backup;

import io.tidemark.engine.BackupCursor;
import io.tidemark.engine.Compression;
import io.tidemark.engine.FullRequired;
import io.tidemark.engine.LossReason;
import io.tidemark.spi.Identity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a manifest of its fields, and refuses values that make none. See {@link ManifestFormat}. */
final class ManifestReader {
    private ManifestReader() {}

    static BackupHeader header(JsonFields fields) throws IOException {
        if (!fields.text("format").equals(ManifestFormat.FORMAT)
                || fields.integer("version") != ManifestFormat.VERSION) {
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

    static BackupManifest manifest(JsonFields fields) throws IOException {
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
        return new BackupCursor(
                Identity.parse(fields.text("engine")),
                fields.count("segment"),
                fields.unsigned("wal"),
                fields.integer("timeNanos"));
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
