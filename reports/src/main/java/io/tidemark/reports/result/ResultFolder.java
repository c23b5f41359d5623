package io.tidemark.reports.result;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command left in its {@code --out} folder.
 *
 * @param name how to call it on a page
 * @param summary of the run, if one was made there
 * @param benches JMH's results, in the order of their file names
 */
public record ResultFolder(String name, @Nullable RunSummary summary, List<BenchResult> benches) {
    /**
     * Reads the results in {@code folder}.
     *
     * @throws UnreadableResultException if a file is not what its name says, or there is none
     */
    public static ResultFolder read(Path folder) throws IOException {
        Path summaryFile = folder.resolve(SummaryFile.NAME);
        RunSummary summary = Files.isRegularFile(summaryFile) ? SummaryFile.read(summaryFile) : null;
        List<BenchResult> benches = new ArrayList<>();
        for (Path file : benchFiles(folder)) {
            benches.addAll(BenchFile.read(file));
        }
        if (summary == null && benches.isEmpty()) {
            throw new UnreadableResultException(
                    folder, 0, "a folder with summary.json or bench-*.json", "neither of them");
        }
        return new ResultFolder(folder.toString(), summary, benches);
    }

    private static List<Path> benchFiles(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, BenchFile.PREFIX + "*.json")) {
            found.forEach(files::add);
        }
        files.sort(null);
        return files;
    }
}
