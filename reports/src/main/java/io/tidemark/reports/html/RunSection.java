package io.tidemark.reports.html;

import io.tidemark.reports.result.BillionFigures;
import io.tidemark.reports.result.EventCounts;
import io.tidemark.reports.result.Machine;
import io.tidemark.reports.result.RunSummary;
import io.tidemark.reports.result.TraceCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of the page that tells of one run: key figures, verdicts, figures, facts, and what was not verified. */
final class RunSection {
    private final RunSummary run;
    private final Markup page;
    private final Figures figures;

    RunSection(RunSummary run, Markup page, Figures figures) {
        this.run = run;
        this.page = page;
        this.figures = figures;
    }

    void append() {
        BillionFigures billion = run.billion();
        if (billion != null) {
            appendKeyFigures();
            appendVerdicts();
            new BillionSection(billion, page).append();
        } else if (run.benchmarks() == null) {
            appendKeyFigures();
            appendVerdicts();
            new RunFigures(run, page, figures).append();
        }
        appendFacts();
        appendNotVerified();
    }

    private void appendKeyFigures() {
        page.raw("<ul class=\"tiles\">");
        for (KeyFigure figure : KeyFigure.of(run)) {
            page.raw("<li>")
                    .element("strong", figure.value())
                    .element("span", figure.label())
                    .raw("</li>");
        }
        page.raw("</ul>");
    }

    private void appendVerdicts() {
        page.raw("<h3>Verdicts</h3><ul class=\"verdicts\">");
        for (Verdict verdict : Verdict.of(run)) {
            page.raw("<li class=\"" + verdict.standing().style() + "\"><span class=\"mark\" role=\"img\" aria-label=\""
                            + verdict.standing().word() + "\">"
                            + verdict.standing().mark() + "</span><div>")
                    .element("strong", verdict.title())
                    .element("p", verdict.text())
                    .raw("</div></li>");
        }
        page.raw("</ul>");
    }

    private void appendFacts() {
        page.raw("<h3>What was run</h3>");
        if (run.arguments() != null) {
            page.raw("<pre><code>")
                    .text("./tidemark " + String.join(" ", run.arguments()))
                    .raw("</code></pre>");
        }
        page.raw("<dl>");
        facts().forEach((name, value) ->
                page.raw("<div>").element("dt", name).element("dd", value).raw("</div>"));
        page.raw("</dl>");
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, "Input", run.input());
        put(facts, "Seed", run.seed());
        EventCounts events = run.events();
        if (events != null) {
            facts.put("Events", eventText(events));
        }
        TraceCounts trace = run.trace();
        if (trace != null) {
            facts.put("Trace", traceText(trace));
        }
        if (run.settings() != null) {
            facts.putAll(run.settings());
        }
        put(facts, "Began", run.started());
        if (run.seconds() != null) {
            facts.put("Took", Format.seconds(run.seconds()));
        }
        facts.put("Tidemark", run.version());
        Machine machine = run.machine();
        if (machine != null) {
            facts.put("JDK", machine.jdk());
            facts.put(
                    "Machine",
                    machine.os() + ", " + Format.count(machine.processors(), "processor") + ", heap up to "
                            + Format.bytes(machine.heapMaxBytes()));
        }
        return facts;
    }

    private static String eventText(EventCounts events) {
        return Format.count(events.total()) + ": " + Format.count(events.create()) + " create, "
                + Format.count(events.update()) + " update, " + Format.count(events.flush()) + " flush, "
                + Format.count(events.delete()) + " delete";
    }

    private static String traceText(TraceCounts trace) {
        return Format.count(trace.records(), "record") + ", " + Format.count(trace.readsSkipped(), "read")
                + " skipped, " + Format.count(trace.badLines(), "damaged line") + " skipped";
    }

    private static void put(Map<String, String> facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.put(name, value.toString());
        }
    }

    private void appendNotVerified() {
        page.raw("<h3>What was not verified</h3><ul class=\"open-points\">");
        notVerified().forEach(point -> page.element("li", point));
        page.raw("</ul>");
    }

    private List<String> notVerified() {
        List<String> points = new ArrayList<>();
        if (run.notVerified() != null) {
            points.addAll(run.notVerified());
        }
        if (run.benchmarks() == null && run.billion() == null && run.crash() == null) {
            addUndone(points);
        }
        points.add("Times are one run's, on a machine that may have had other work.");
        return points;
    }

    private void addUndone(List<String> points) {
        if (run.check() == null) {
            points.add("No window was held against a plain list of the events.");
        } else if (run.check().ranges() == null) {
            points.add("No range query was held against a plain list of the events.");
        }
        if (run.restore() == null) {
            points.add("No backup was restored and compared.");
        }
        if (run.baselines() == null) {
            points.add("No full scan and no message-queue consumer ran beside it.");
        }
    }
}
