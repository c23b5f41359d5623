package io.tidemark.reports.html;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless browser, where the machine has one. */
final class Chromium {
    private final Path program;

    private Chromium(Path program) {
        this.program = program;
    }

    /** The one on the search path. */
    static Optional<Chromium> find() {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/bin";
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Chromium::new);
    }

    /** The document after its scripts ran, and what was logged to the console, in one text each. */
    record Rendering(String document, String console) {}

    Rendering render(Path page, Path work) throws IOException, InterruptedException {
        return run(work, List.of("--dump-dom", page.toUri().toString()));
    }

    /** Renders with other preferences, such as {@code --blink-settings=preferredColorScheme=0}, into a PNG. */
    void screenshot(Path page, Path image, Path work, String size, String... preferences)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(preferences));
        arguments.addAll(List.of(
                "--hide-scrollbars",
                "--window-size=" + size,
                "--screenshot=" + image,
                page.toUri().toString()));
        run(work, arguments);
    }

    private Rendering run(Path work, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--enable-logging=stderr",
                "--virtual-time-budget=10000",
                "--user-data-dir=" + work.resolve("profile")));
        command.addAll(arguments);
        Path document = work.resolve("document.html");
        Path log = work.resolve("console.log");
        Process process = new ProcessBuilder(command)
                .redirectOutput(document.toFile())
                .redirectError(log.toFile())
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("the browser did not end: " + Files.readString(log));
        }
        return new Rendering(Files.readString(document), Files.readString(log, StandardCharsets.ISO_8859_1));
    }
}
