package io.tidemark.reports.cli;

import io.tidemark.backup.BackupEntry;
import io.tidemark.backup.BackupManifest;
import io.tidemark.backup.BackupRef;
import io.tidemark.reports.html.Format;
import io.tidemark.reports.result.BackupResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The backups of a folder, as a table and for JSON. */
final class BackupListing {
    private final TextTable table = new TextTable(
                    "backup", "mode", "parent", "source", "consumer", "created", "modified", "deleted", "stored", "")
            .left(1, 2, 3, 4, 9);
    private final List<BackupResult> committed = new ArrayList<>();
    private final List<Map<String, String>> others = new ArrayList<>();

    private final List<String> damaged = new ArrayList<>();

    /** Reads the lists of these folders. */
    static BackupListing of(BackupFolders folders) throws IOException {
        BackupListing listing = new BackupListing();
        for (BackupFolders.Place place : folders.places()) {
            for (BackupEntry entry : place.repository().list()) {
                listing.add(place, entry);
            }
        }
        return listing;
    }

    /** For people. */
    TextTable table() {
        return table;
    }

    /** What is damaged, as far as the manifests show: the backup and what is wrong with it. */
    List<String> damaged() {
        return damaged;
    }

    /** For programs. */
    void addTo(Map<String, Object> document) {
        document.put("backups", committed);
        document.put("others", others);
    }

    private void add(BackupFolders.Place place, BackupEntry entry) {
        BackupManifest manifest = entry.manifest();
        String id = place.nameOf(entry.id());
        if (manifest == null) {
            String state = entry.state().name().toLowerCase(Locale.ROOT);
            table.row(id, "-", "-", "-", "-", "-", "-", "-", "-", state + ": " + entry.note());
            if (entry.state() == BackupEntry.State.DAMAGED) {
                damaged.add(id + ": " + entry.note());
            }
            others.add(Map.of("id", id, "state", state, "note", entry.note()));
            return;
        }
        BackupResult result = result(id, manifest);
        committed.add(result);
        table.row(
                id,
                result.mode(),
                result.parent() == null ? "-" : result.parent(),
                manifest.source(),
                manifest.consumer(),
                Format.count(result.created()),
                Format.count(result.modified()),
                Format.count(result.deleted()),
                Format.bytes(manifest.storedBytes()),
                "");
    }

    /** A committed backup as a line of a result. */
    static BackupResult result(String id, BackupManifest manifest) {
        BackupRef parent = manifest.parent();
        return new BackupResult(
                id,
                parent == null ? null : parent.id(),
                manifest.mode().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                manifest.consumer(),
                manifest.source(),
                manifest.created(),
                manifest.modified(),
                manifest.deleted(),
                manifest.rawBytes(),
                manifest.walFrom(),
                manifest.walTo(),
                manifest.statistics().durationNanos() / 1e9);
    }
}
