package io.tidemark.reports.cli;

import io.tidemark.backup.BackupEntry;
import io.tidemark.backup.BackupKey;
import io.tidemark.backup.BackupManifest;
import io.tidemark.backup.BackupRepository;
import io.tidemark.backup.RepositoryOptions;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The backup folder that a command was given: one repository, or a folder of them, such as one for each vnode. */
final class BackupFolders implements AutoCloseable {
    private final List<Place> places;

    private BackupFolders(List<Place> places) {
        this.places = places;
    }

    /**
     * One repository.
     *
     * @param name the subfolder, or empty for the folder itself
     * @param repository open
     */
    record Place(String name, BackupRepository repository) {
        /** A backup's id with the subfolder before it. */
        String nameOf(String id) {
            return name.isEmpty() ? id : name + "/" + id;
        }

        /** Every committed backup whose manifest can be trusted, ascending by id. */
        List<BackupManifest> manifests() throws IOException {
            List<BackupManifest> manifests = new ArrayList<>();
            for (BackupEntry entry : repository.list()) {
                if (entry.manifest() != null) {
                    manifests.add(entry.manifest());
                }
            }
            return manifests;
        }

        /** Of each source the backup of its latest moment; of several of one moment, the last that was made. */
        List<BackupManifest> latest() throws IOException {
            Map<String, BackupManifest> latest = new TreeMap<>();
            for (BackupManifest manifest : manifests()) {
                latest.merge(manifest.source(), manifest, Place::later);
            }
            return List.copyOf(latest.values());
        }

        private static BackupManifest later(BackupManifest a, BackupManifest b) {
            return Comparator.comparingLong((BackupManifest m) -> m.to().segmentSequence())
                                    .compare(a, b)
                            > 0
                    ? a
                    : b;
        }

        @Nullable
        BackupManifest find(String id) throws IOException {
            return manifests().stream()
                    .filter(manifest -> manifest.id().equals(id))
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * Opens what is there.
     *
     * @param keyFile the key of encrypted backups
     * @throws InputProblem if there is no backup in the folder or its subfolders
     */
    static BackupFolders open(Path folder, @Nullable Path keyFile) throws IOException {
        checkIsFolder(folder);
        RepositoryOptions options = options(keyFile);
        List<Place> places = new ArrayList<>();
        addIfRepository("", folder, options, places);
        if (places.isEmpty()) {
            for (Path child : children(folder)) {
                addIfRepository(child.getFileName().toString(), child, options, places);
            }
        }
        if (places.isEmpty()) {
            throw new InputProblem(folder
                    + ": expected a folder of the engine or of backups, found neither in it nor in its subfolders");
        }
        return new BackupFolders(places);
    }

    private static void checkIsFolder(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
    }

    private static RepositoryOptions options(@Nullable Path keyFile) throws IOException {
        RepositoryOptions.Builder options = RepositoryOptions.builder();
        if (keyFile != null) {
            try {
                options.key(BackupKey.parse(Files.readAllBytes(keyFile)));
            } catch (IllegalArgumentException e) {
                throw new InputProblem(keyFile + ": " + e.getMessage());
            }
        }
        return options.build();
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static void addIfRepository(String name, Path folder, RepositoryOptions options, List<Place> places)
            throws IOException {
        BackupRepository repository = BackupRepository.open(Storage.folder(folder), options);
        if (repository.list().isEmpty()) {
            repository.close();
        } else {
            places.add(new Place(name, repository));
        }
    }

    List<Place> places() {
        return places;
    }

    /** The backups with this id, a place each; the latest of each source if no id is given. */
    Map<BackupManifest, Place> choose(@Nullable String id) throws IOException {
        Map<BackupManifest, Place> chosen = new LinkedHashMap<>();
        for (Place place : places) {
            BackupManifest found = id == null ? null : place.find(id);
            List<BackupManifest> manifests = id == null ? place.latest() : found == null ? List.of() : List.of(found);
            manifests.forEach(manifest -> chosen.put(manifest, place));
        }
        if (chosen.isEmpty()) {
            throw new InputProblem(
                    id == null
                            ? "expected a committed backup in the folder, found none"
                            : "expected the id of a committed backup, found '" + id + "'; backup list names them");
        }
        return chosen;
    }

    @Override
    public void close() throws IOException {
        for (Place place : places) {
            place.repository().close();
        }
    }
}
