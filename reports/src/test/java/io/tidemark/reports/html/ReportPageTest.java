package io.tidemark.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.reports.result.BenchResult;
import io.tidemark.reports.result.CheckCounts;
import io.tidemark.reports.result.ResultFolder;
import io.tidemark.reports.result.RunSummary;
import io.tidemark.reports.result.SampleRuns;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportPageTest {
    private static final Pattern REFERENCE =
            Pattern.compile("(src|href)\\s*=\\s*[\"']?\\s*(https?:)?//", Pattern.CASE_INSENSITIVE);
    private static final String ATTACK = "</script><script>alert(1)</script><img src=x onerror='alert(2)'>&\"";

    @Test
    void refersToNothingOutsideOfItself() {
        String page = page(SampleRuns.simulation());

        assertThat(REFERENCE.matcher(page).find()).isFalse();
        assertThat(page).doesNotContain("<link").contains("default-src 'none'");
    }

    @Test
    void textFromAResultIsNeverMarkup() {
        RunSummary run = RunSummary.builder("simulate", ATTACK)
                .input(ATTACK)
                .digest(ATTACK)
                .arguments(List.of(ATTACK))
                .settings(Map.of(ATTACK, ATTACK))
                .notVerified(List.of(ATTACK))
                .build();
        BenchResult bench = new BenchResult(
                ATTACK,
                ATTACK,
                Map.of(ATTACK, ATTACK, BenchResult.SUBJECT, ATTACK),
                1,
                1,
                ATTACK,
                Map.of(ATTACK, new BenchResult.Figure(1, ATTACK)));

        String page = ReportPage.of(List.of(new ResultFolder(ATTACK, run, List.of(bench))));

        assertThat(page).doesNotContain("<script>alert").doesNotContain("<img src=x");
        assertThat(countOf(page, "</script>")).isEqualTo(3);
    }

    @Test
    void tablesCarryWhatTheChartsShow() {
        String page = page(SampleRuns.simulation());

        assertThat(countOf(page, "<figure>")).isEqualTo(5).isEqualTo(countOf(page, "<table>"));
        assertThat(page).contains("<th scope=\"row\">b6</th>").contains("18446744073709551615");
    }

    @Test
    void aDifferenceIsSaidAtTheTopAndInTheVerdicts() {
        RunSummary run = RunSummary.builder("replay", "1")
                .check(new CheckCounts(3, 400L, 2))
                .build();

        assertThat(page(run)).contains("2 differences found").contains("Answers differ from the events");
    }

    @Test
    void aRunOfABillionBlocksShowsItsFiguresAndVerdicts() {
        assertThat(page(SampleRuns.billion(0)))
                .contains("came out without a difference", "Killed, and opened again", "Every answer is exact")
                .contains("1,000,000,008 distinct blocks", "<td>11,000,000</td>", "18446744073709551614")
                .doesNotContain("No backup was restored");
        assertThat(page(SampleRuns.billion(2))).contains("2 differences found", "Answers differ from the log");
    }

    @Test
    void aCrashThatWasNotSurvivedIsSaidWithWhatWasTriedAndWhatWentWrong() {
        assertThat(page(SampleRuns.crashCheck()))
                .contains("1 difference found")
                .contains("A crash was not survived")
                .contains("4,000 recoveries from crashes at 200 storage operations")
                .contains("block 7 is missing [seed=11]")
                .contains("<th scope=\"row\">Torn write</th>");
    }

    @Test
    void aRunThatVerifiedNothingClaimsNothing() {
        assertThat(page(SampleRuns.nothingMeasured()))
                .contains("Nothing on this page is a verification")
                .contains("No backup was restored and compared.")
                .doesNotContain("class=\"good\"")
                .doesNotContain("<figure>");
    }

    private static String page(RunSummary run) {
        return ReportPage.of(List.of(new ResultFolder("out", run, List.of())));
    }

    private static int countOf(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
