package io.tidemark.reports.cli;

import io.tidemark.backup.BackupManifest;
import io.tidemark.backup.Verification;
import io.tidemark.reports.html.Format;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code backup restore}. */
@Command(
        name = "restore",
        description = {
            "Brings back the blocks of a backup's moment, each source's as blocks.data and blocks.csv "
                    + "(block,offset,length), after its chain was verified.",
            "The target appears when everything is in it, and not at all otherwise."
        })
final class BackupRestoreCommand extends BackupCommand.OnFolder {
    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "Where to: a folder that is new or empty.")
    private Path target = Path.of("");

    @Option(
            names = "--at",
            paramLabel = "ID",
            description = "Which backup (default: the latest moment of each source).")
    private @Nullable String at;

    private final TextTable table = new TextTable("source", "backup", "blocks", "bytes").left(1);
    private long blocks;
    private long bytes;

    @Override
    int call(BackupFolders folders) throws IOException {
        Map<BackupManifest, BackupFolders.Place> chosen = folders.choose(at);
        checkTarget();
        if (!isWhole(chosen)) {
            return ExitStatus.DIFFERENCE;
        }
        Path parent =
                Files.createDirectories(target.toAbsolutePath().normalize().getParent());
        Path work = Files.createTempDirectory(parent, ".restore-");
        try {
            for (Map.Entry<BackupManifest, BackupFolders.Place> one : chosen.entrySet()) {
                restore(one.getKey(), one.getValue(), chosen.size() == 1 ? work : work.resolve(folderOf(one)));
            }
            appear(work);
        } finally {
            delete(work);
        }
        print(table);
        writeJson(document());
        return ExitStatus.GOOD;
    }

    /* Damage anywhere in a chain is refused, also where this restore would not have read. */
    private boolean isWhole(Map<BackupManifest, BackupFolders.Place> chosen) throws IOException {
        boolean whole = true;
        for (Map.Entry<BackupManifest, BackupFolders.Place> one : chosen.entrySet()) {
            Verification found =
                    one.getValue().repository().verifyChain(one.getKey().id());
            found.findings().forEach(finding -> terminal().err().println("tidemark: " + finding));
            whole &= found.isGood();
        }
        return whole;
    }

    private void checkTarget() throws IOException {
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                if (files.findAny().isPresent()) {
                    throw new DirectoryNotEmptyException(target.toString());
                }
            }
        } else if (Files.exists(target)) {
            throw new InputProblem(target + ": expected a folder that is new or empty, found a file");
        }
    }

    private static String folderOf(Map.Entry<BackupManifest, BackupFolders.Place> one) {
        String place = one.getValue().name();
        String source = one.getKey().source();
        String name = place.isEmpty() || place.equals(source) ? source : place + "-" + source;
        return name.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^\\.", "_");
    }

    private void restore(BackupManifest manifest, BackupFolders.Place place, Path folder) throws IOException {
        try (RestoredBlocks restored = new RestoredBlocks(folder)) {
            place.repository().restore(manifest.id(), restored);
            blocks += restored.blocks();
            bytes += restored.bytes();
            table.row(
                    manifest.source(),
                    place.nameOf(manifest.id()),
                    Format.count(restored.blocks()),
                    Format.bytes(restored.bytes()));
        }
    }

    private void appear(Path work) throws IOException {
        Files.deleteIfExists(target);
        try {
            Files.move(work, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(work, target);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder)) {
            files = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    private Map<String, Object> document() {
        Map<String, Object> document = newDocument();
        document.put("restored", Map.of("blocks", blocks, "bytes", bytes));
        return document;
    }
}
