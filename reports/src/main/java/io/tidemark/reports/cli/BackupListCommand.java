package io.tidemark.reports.cli;

import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code backup list}. */
@Command(name = "list", description = "Lists the backups of a folder.")
final class BackupListCommand extends BackupCommand.OnFolder {
    @Override
    int call(BackupFolders folders) throws IOException {
        BackupListing listing = BackupListing.of(folders);
        print(listing.table());
        Map<String, Object> document = newDocument();
        listing.addTo(document);
        writeJson(document);
        return ExitStatus.GOOD;
    }
}
