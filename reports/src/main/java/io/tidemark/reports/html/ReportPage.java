package io.tidemark.reports.html;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidemark.reports.BuildInfo;
import io.tidemark.reports.result.ResultFolder;
import io.tidemark.reports.result.RunSummary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * One self-contained HTML page: style, script, charting library and data are inside, nothing is fetched. Its content
 * security policy lets run exactly the scripts that the page was written with, so text from a result cannot become one.
 * Without a script the tables carry every number that the charts show.
 */
public final class ReportPage {
    /** The name of the page in a result folder. */
    public static final String NAME = "report.html";

    private static final String LIBRARY =
            "/META-INF/resources/webjars/echarts/" + BuildInfo.chartLibraryVersion() + "/echarts.common.min.js";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final List<ResultFolder> folders;
    private final Markup page = new Markup();
    private final Figures figures = new Figures();

    private ReportPage(List<ResultFolder> folders) {
        this.folders = List.copyOf(folders);
    }

    /** Writes the page that shows these results, in their order, to {@code file}. */
    public static void write(List<ResultFolder> folders, Path file) throws IOException {
        Files.writeString(file, of(folders));
    }

    /** The page that shows these results, in their order. */
    public static String of(List<ResultFolder> folders) {
        if (folders.isEmpty()) {
            throw new IllegalArgumentException("a page needs at least one result");
        }
        return new ReportPage(folders).build();
    }

    private String build() {
        String library = resource(LIBRARY);
        String script = resource("report.js");
        appendHead(library, script);
        page.raw("<body><main>");
        appendTitle();
        if (folders.size() > 1) {
            appendContents();
        }
        for (int i = 0; i < folders.size(); i++) {
            appendFolder(i);
        }
        appendFooter();
        page.raw("</main><script type=\"application/json\" id=\"charts\">")
                .raw(json(figures.charts()))
                .raw("</script>\n<script>")
                .raw(library)
                .raw("</script>\n<script>")
                .raw(script)
                .raw("</script>\n</body></html>\n");
        return page.toString();
    }

    private void appendHead(String library, String script) {
        page.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .raw("<meta name=\"color-scheme\" content=\"light dark\">")
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                        + "style-src 'unsafe-inline'; img-src data:; script-src " + sourceHash(library) + " "
                        + sourceHash(script) + "\">")
                .element("title", "Tidemark: " + name(folders.get(0)))
                .raw("<style>")
                .raw(resource("report.css"))
                .raw("</style></head>\n");
    }

    private void appendTitle() {
        page.raw("<header><p class=\"brand\">Tidemark</p>")
                .element("h1", folders.size() == 1 ? name(folders.get(0)) : folders.size() + " results")
                .element("p class=\"lead\"", lead())
                .raw(
                        "<noscript><p>Charts need scripts; each chart's table below carries the same numbers.</p></noscript>")
                .raw("</header>\n");
    }

    private String lead() {
        long differences = 0;
        boolean verified = false;
        for (ResultFolder folder : folders) {
            RunSummary run = folder.summary();
            if (run != null && (run.check() != null || run.restore() != null || run.crash() != null)) {
                verified = true;
                differences += run.differences();
            }
        }
        if (!verified) {
            return "Measurements. Nothing on this page is a verification.";
        }
        return differences == 0
                ? "Everything that was verified came out without a difference."
                : Format.count(differences, "difference") + " found: see the verdicts.";
    }

    private void appendContents() {
        page.raw("<nav aria-label=\"Results\"><ol>");
        for (int i = 0; i < folders.size(); i++) {
            page.raw("<li><a href=\"#result-" + i + "\">")
                    .text(name(folders.get(i)))
                    .raw("</a></li>");
        }
        page.raw("</ol></nav>\n");
    }

    private void appendFolder(int index) {
        ResultFolder folder = folders.get(index);
        page.raw("<section id=\"result-" + index + "\">");
        if (folders.size() > 1) {
            page.element("h2", name(folder));
        }
        if (folder.summary() != null) {
            new RunSection(folder.summary(), page, figures).append();
        }
        if (!folder.benches().isEmpty()) {
            new BenchSection(folder.benches(), page, figures).append();
        }
        page.raw("</section>\n");
    }

    private void appendFooter() {
        page.raw("<footer>")
                .element(
                        "p",
                        "Written by Tidemark " + BuildInfo.version()
                                + " (AGPL-3.0-only). Charts are drawn by Apache ECharts "
                                + BuildInfo.chartLibraryVersion() + " (Apache-2.0), which is inside this file.")
                .raw("</footer>");
    }

    private static String name(ResultFolder folder) {
        RunSummary run = folder.summary();
        if (run == null) {
            return folder.name();
        }
        String input = run.input() == null ? "" : run.input();
        String name = (run.command() + " " + input.substring(input.lastIndexOf('/') + 1)).strip();
        return run.seed() == null ? name : name + ", seed " + run.seed();
    }

    /* "<" cannot occur, so no data can end the script element; the two line separators are for old readers of JSON. */
    private static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("charts are plain values", e);
        }
    }

    private static String sourceHash(String script) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream found = ReportPage.class.getResourceAsStream(name)) {
            if (found == null) {
                throw new IllegalStateException("missing on the class path: " + name);
            }
            return new String(found.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
