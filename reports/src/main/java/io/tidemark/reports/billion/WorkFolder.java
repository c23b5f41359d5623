package io.tidemark.reports.billion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The folder of the engine of a run: deleted with everything in it when the run ends, however it does, or kept. */
final class WorkFolder implements AutoCloseable {
    private final Path path;
    private final boolean isKept;

    private WorkFolder(Path path, boolean isKept) {
        this.path = path;
        this.isKept = isKept;
    }

    /** A new one in {@code parent}, to be deleted. */
    static WorkFolder temporary(Path parent) throws IOException {
        return new WorkFolder(Files.createTempDirectory(parent, "billion-"), /* isKept */ false);
    }

    /** That very folder, to be kept. */
    static WorkFolder kept(Path path) throws IOException {
        return new WorkFolder(Files.createDirectories(path), /* isKept */ true);
    }

    Path path() {
        return path;
    }

    /**
     * Says before a run of minutes what it would find out behind it.
     *
     * @throws FileSystemException if there are fewer bytes left on its disk
     */
    void expectRoom(long bytes) throws IOException {
        long free = Files.getFileStore(path).getUsableSpace();
        if (free < bytes) {
            throw new FileSystemException(
                    path.toString(), null, "the disk is too full: expected " + bytes + " bytes free, found " + free);
        }
    }

    /** Bytes of the files in it, as of now; files come and go meanwhile. */
    long bytes() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.mapToLong(WorkFolder::size).sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (isKept || !Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
