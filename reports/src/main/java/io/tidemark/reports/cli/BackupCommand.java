package io.tidemark.reports.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backup}: what can be done with a backup folder. */
@Command(
        name = "backup",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Tidemark.Version.class,
        description = "Works on a backup folder, or on a folder of them.",
        subcommands = {
            BackupListCommand.class,
            BackupVerifyCommand.class,
            BackupRestoreCommand.class,
            BackupMergeCommand.class
        })
final class BackupCommand implements Runnable {
    @Override
    public void run() {
        throw new InputProblem("expected what to do: list, verify, restore or merge; found nothing");
    }

    /** What the commands on a backup folder share. */
    abstract static class OnFolder extends ReportingCommand {
        @Parameters(paramLabel = "DIR", description = "The backup folder, or a folder of them.")
        private Path folder = Path.of("");

        @Option(
                names = "--key",
                paramLabel = "FILE",
                description = "The key of encrypted backups: 32 bytes, or 64 hexadecimal digits.")
        private @Nullable Path key;

        Path folder() {
            return folder;
        }

        @Override
        public final Integer call() throws IOException {
            try (BackupFolders folders = BackupFolders.open(folder, key)) {
                return call(folders);
            }
        }

        abstract int call(BackupFolders folders) throws IOException;
    }
}
