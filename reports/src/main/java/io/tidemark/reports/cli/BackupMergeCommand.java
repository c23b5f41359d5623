package io.tidemark.reports.cli;

import io.tidemark.backup.BackupManifest;
import io.tidemark.reports.html.Format;
import io.tidemark.reports.result.BackupResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code backup merge}. */
@Command(name = "merge", description = "Makes a full backup out of a chain, without the source. The chain stays.")
final class BackupMergeCommand extends BackupCommand.OnFolder {
    @Option(
            names = "--at",
            paramLabel = "ID",
            description = "Which backup (default: the latest moment of each source).")
    private @Nullable String at;

    @Override
    int call(BackupFolders folders) throws IOException {
        TextTable table = new TextTable("source", "of", "new backup", "blocks", "stored").left(1, 2);
        List<BackupResult> merged = new ArrayList<>();
        for (Map.Entry<BackupManifest, BackupFolders.Place> one :
                folders.choose(at).entrySet()) {
            BackupFolders.Place place = one.getValue();
            BackupManifest made = place.repository().merge(one.getKey().id());
            String id = place.nameOf(made.id());
            merged.add(BackupListing.result(id, made));
            table.row(
                    made.source(),
                    place.nameOf(one.getKey().id()),
                    id,
                    Format.count(made.blocks()),
                    Format.bytes(made.storedBytes()));
        }
        print(table);
        Map<String, Object> document = newDocument();
        document.put("backups", merged);
        writeJson(document);
        return ExitStatus.GOOD;
    }
}
