package io.tidemark.verification.jcstress;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run of jcstress in a JVM of its own, read from what it prints: its exit status is 0 even when it ran nothing.
 *
 * @param exitStatus of the process
 * @param planned forks that were planned, -1 if it did not say
 * @param passed forks that passed, -1 if it did not say
 * @param output all that it printed
 */
record JcstressRun(int exitStatus, int planned, int passed, String output) {
    private static final Pattern COUNTS = Pattern.compile("\\(Results: (\\d+) planned; (\\d+) passed, ");

    /**
     * Runs what matches.
     *
     * @param folder for the results; made if it is not there
     * @param tests regular expression over class names
     * @param iterations of half a second, for each test and configuration
     */
    static JcstressRun of(Path folder, String tests, int iterations) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path log = folder.resolve("console.txt");
        Process process = new ProcessBuilder(command(tests, iterations))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int exitStatus = process.waitFor();
        return parse(exitStatus, Files.readString(log, StandardCharsets.UTF_8));
    }

    private static List<String> command(String tests, int iterations) {
        return List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jcstress.Main",
                "-v",
                "-t",
                tests,
                "-m",
                "quick",
                "-f",
                "1",
                "-fsm",
                "1",
                "-iters",
                String.valueOf(iterations),
                "-time",
                "500",
                "-sc",
                "false",
                "-jvmArgs",
                "-Xms256m -Xmx256m",
                "-r",
                "report");
    }

    static JcstressRun parse(int exitStatus, String output) {
        int planned = -1;
        int passed = -1;
        Matcher counts = COUNTS.matcher(output);
        while (counts.find()) {
            planned = Integer.parseInt(counts.group(1));
            passed = Integer.parseInt(counts.group(2));
        }
        return new JcstressRun(exitStatus, planned, passed, output);
    }

    /** How the test ended in the summary: OK, FAILED, ERROR, or "not run". */
    String outcomeOf(String test) {
        int summary = output.indexOf("RUN RESULTS:");
        if (summary < 0) {
            return "not run";
        }
        Matcher outcome =
                Pattern.compile("\\[(\\w+)] " + Pattern.quote(test) + "\\s").matcher(output.substring(summary));
        return outcome.find() ? outcome.group(1) : "not run";
    }
}
