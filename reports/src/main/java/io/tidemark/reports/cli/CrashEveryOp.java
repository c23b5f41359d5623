package io.tidemark.reports.cli;

import io.tidemark.reports.result.RunSummary;
import io.tidemark.reports.result.RunSummaryBuilder;
import io.tidemark.reports.run.CrashRun;
import io.tidemark.verification.crash.CrashCheck;
import io.tidemark.verification.crash.CrashCheckOptions;
import io.tidemark.verification.crash.CrashCheckResult;
import java.io.IOException;

/** {@code simulate --crash-every-op}. */
final class CrashEveryOp {
    private final ReportingCommand command;

    CrashEveryOp(ReportingCommand command) {
        this.command = command;
    }

    int run() throws IOException {
        command.outFolder();
        silenceEngine();
        CrashCheckOptions options = CrashCheckOptions.of(command.options().seed());
        CrashCheckResult result;
        try (Progress progress = Progress.of(command, "crash", " points", -1)) {
            result = CrashCheck.run(options, progress);
        }
        RunSummaryBuilder summary =
                command.newSummary().input("crash at every operation").seed(options.seed());
        CrashRun.describe(result, summary);
        RunSummary run = summary.seconds(command.seconds()).build();
        command.print(RunText.of(run));
        result.violations().forEach(violation -> command.terminal().err().println("tidemark: violation: " + violation));
        command.writeResults(run);
        return result.violations().isEmpty() ? ExitStatus.GOOD : ExitStatus.DIFFERENCE;
    }

    /* An engine logs what its disk does to it, which here is thousands of lines about what was done on purpose. */
    private static void silenceEngine() {
        for (String room : new String[] {"engine", "segment"}) {
            String key = "org.slf4j.simpleLogger.log.io.tidemark." + room;
            if (System.getProperty(key) == null) {
                System.setProperty(key, "off");
            }
        }
    }
}
