package io.tidemark.reports.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidemark.reports.result.BenchResult;
import io.tidemark.reports.result.ResultFolder;
import io.tidemark.reports.result.SampleRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs where Chromium is installed, and is reported as skipped where it is not. */
class ReportInBrowserTest {
    private static final List<BenchResult> BENCHES = List.of(
            bench("TIDEMARK", 24.5e6, 0.01),
            bench("TIDEMARK_RING", 14.5e6, 0.02),
            bench("LITERAL_DESIGN", 0.31e6, 1_640),
            bench("CONCURRENT_MAPS", 1.3e6, 120));

    private static BenchResult bench(String subject, double score, double allocated) {
        return new BenchResult(
                "EngineBenchmark.mark",
                "thrpt",
                Map.of("ids", "RANDOM", "subject", subject),
                score,
                score / 20,
                "ops/s",
                Map.of("gc.alloc.rate.norm", new BenchResult.Figure(allocated, "B/op")));
    }

    @TempDir
    Path work;

    private Chromium chromium;

    @BeforeEach
    void findBrowser() {
        Optional<Chromium> found = Chromium.find();
        assumeTrue(found.isPresent(), "no Chromium on this machine");
        chromium = found.orElseThrow();
    }

    @Test
    void drawsEveryChartWithoutAnErrorOnTheConsole() throws Exception {
        Path page = page();

        Chromium.Rendering rendering = chromium.render(page, work);

        assertThat(rendering.document())
                .contains("data-charts=\"7\"")
                .contains("<canvas")
                .doesNotContain("data-error=");
        assertThat(rendering.console()).doesNotContain("CONSOLE");
        keepScreenshots(page);
    }

    @Test
    void aScriptErrorWouldBeSeen() throws Exception {
        Path page = page();
        Files.writeString(page, Files.readString(page).replace("\"id\":\"chart-1\"", "\"id\":\"nowhere\""));

        assertThat(chromium.render(page, work).document()).contains("data-error=");
    }

    @Test
    void aForeignScriptWouldNotRun() throws Exception {
        Path page = page();
        String intruder = "<script>document.documentElement.dataset.intruder = 'ran'</script><main>";
        Files.writeString(page, Files.readString(page).replaceFirst("<main>", intruder));

        Chromium.Rendering rendering = chromium.render(page, work);

        assertThat(rendering.document()).contains("data-charts=\"7\"").doesNotContain("data-intruder");
        assertThat(rendering.console()).contains("Content Security Policy");
    }

    private Path page() throws IOException {
        Path page = work.resolve("report.html");
        ReportPage.write(List.of(new ResultFolder("out", SampleRuns.simulation(), BENCHES)), page);
        return page;
    }

    /* For people: -Dtidemark.screenshots=DIR keeps what the page looks like. */
    private void keepScreenshots(Path page) throws Exception {
        String folder = System.getProperty("tidemark.screenshots");
        if (folder != null) {
            Path target = Files.createDirectories(Path.of(folder));
            chromium.screenshot(
                    page, target.resolve("light.png"), work, "1200,3600", "--blink-settings=preferredColorScheme=1");
            chromium.screenshot(
                    page, target.resolve("dark.png"), work, "1200,3600", "--blink-settings=preferredColorScheme=0");
            chromium.screenshot(page, target.resolve("narrow.png"), work, "500,3600");
        }
    }
}
