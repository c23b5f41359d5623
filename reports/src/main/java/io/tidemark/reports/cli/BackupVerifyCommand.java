package io.tidemark.reports.cli;

import io.tidemark.backup.Finding;
import io.tidemark.backup.Verification;
import io.tidemark.reports.html.Format;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code backup verify}. */
@Command(
        name = "verify",
        description =
                "Reads every byte of every backup and holds it against its checksums. Exit status 1 if anything is wrong.")
final class BackupVerifyCommand extends BackupCommand.OnFolder {
    private final TextTable table = new TextTable("folder", "backups", "packs", "blocks", "bytes", "findings");
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> unchecked = new ArrayList<>();
    private long blocks;
    private long bytes;

    @Override
    int call(BackupFolders folders) throws IOException {
        for (BackupFolders.Place place : folders.places()) {
            add(place, place.repository().verifyAll());
        }
        print(table);
        unchecked.forEach(what -> print("not checked: " + what + "\n"));
        findings.forEach(finding -> terminal().err().println("tidemark: " + finding));
        writeJson(document());
        return findings.isEmpty() ? ExitStatus.GOOD : ExitStatus.DIFFERENCE;
    }

    private void add(BackupFolders.Place place, Verification found) {
        findings.addAll(found.findings());
        unchecked.addAll(found.unchecked());
        blocks += found.blocks();
        bytes += found.bytes();
        table.row(
                place.name().isEmpty() ? folder() : place.name(),
                Format.count(found.backups()),
                Format.count(found.packs()),
                Format.count(found.blocks()),
                Format.bytes(found.bytes()),
                Format.count(found.findings().size()));
    }

    private Map<String, Object> document() {
        Map<String, Object> document = newDocument();
        document.put("blocks", blocks);
        document.put("bytes", bytes);
        document.put("findings", findings);
        document.put("unchecked", unchecked);
        return document;
    }
}
