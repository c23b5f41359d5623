package io.tidemark.reports.cli;

import io.tidemark.backup.Finding;
import io.tidemark.bitmap.CorruptDataException;
import io.tidemark.engine.FolderInspection;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code inspect}: what a persist folder or a backup folder holds. */
@Command(
        name = "inspect",
        description = {
            "Shows what a persist folder of the engine holds (segments, cursors, losses, damage), or a "
                    + "backup folder.",
            "Exit status 1 if anything is damaged."
        })
final class InspectCommand extends ReportingCommand {
    @Parameters(paramLabel = "DIR", description = "The folder.")
    private Path folder = Path.of("");

    @Option(names = "--verify", description = "Hold every byte against its checksum, not only manifests and headers.")
    private boolean verify;

    private final List<String> damage = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        if (!Files.exists(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        Map<String, Object> document = newDocument();
        try (Storage storage = Storage.folder(folder)) {
            if (FolderInspection.isPersistFolder(storage)) {
                inspectEngine(storage, document);
            } else {
                inspectBackups(document);
            }
        }
        damage.forEach(what -> terminal().err().println("tidemark: damaged: " + what));
        writeJson(document);
        return damage.isEmpty() ? ExitStatus.GOOD : ExitStatus.DIFFERENCE;
    }

    private void inspectEngine(Storage storage, Map<String, Object> document) throws IOException {
        FolderInspection found;
        try {
            found = FolderInspection.of(
                    storage, verify ? FolderInspection.Depth.EVERYTHING : FolderInspection.Depth.HEADERS);
        } catch (CorruptDataException e) {
            damage.add(String.valueOf(e.getMessage())); // the manifest's: without it nothing else means anything
            document.put("damaged", damage);
            return;
        }
        print(EngineFolder.text(found));
        EngineFolder.addTo(document, found);
        found.damaged().forEach(one -> damage.add(one.file() + ": " + one.problem()));
    }

    private void inspectBackups(Map<String, Object> document) throws IOException {
        try (BackupFolders folders = BackupFolders.open(folder, null)) {
            BackupListing listing = BackupListing.of(folders);
            print(listing.table());
            listing.addTo(document);
            damage.addAll(listing.damaged());
            if (verify) {
                for (BackupFolders.Place place : folders.places()) {
                    place.repository().verifyAll().findings().stream()
                            .map(Finding::toString)
                            .forEach(damage::add);
                }
            }
        }
        document.put("damaged", damage);
    }
}
