package io.tidemark.reports.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes room for the backups of a run where an earlier one left its own; touches nothing else. */
final class OldBackups {
    private static final Pattern BACKUP_FILE = Pattern.compile("b\\d{4,}\\S*\\.(json|session|gone|pack|tmp)|\\.lock");

    private OldBackups() {}

    /**
     * Deletes the files of backups in {@code folder}, if it is there.
     *
     * @throws InputProblem if it holds anything else; nothing was deleted then
     */
    static void clear(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.toList();
        }
        for (Path file : files) {
            if (!isBackupFile(file)) {
                throw new InputProblem(folder + ": expected a folder for backups, found " + file.getFileName()
                        + " in it; give another --out");
            }
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    private static boolean isBackupFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && BACKUP_FILE.matcher(file.getFileName().toString()).matches();
    }
}
