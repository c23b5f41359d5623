package io.tidemark.reports.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON that JMH writes. */
public final class BenchFile {
    /** Result files are named {@code bench-<name>.json}. */
    public static final String PREFIX = "bench-";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String EXPECTED = "JSON results of JMH";

    private static final String GC = "gc.";
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private BenchFile() {}

    /**
     * The results in {@code file}, in its order.
     *
     * @throws UnreadableResultException if the file holds no results of JMH
     */
    public static List<BenchResult> read(Path file) throws IOException {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new UnreadableResultException(
                    file, SummaryFile.line(e.getLocation()), EXPECTED, e.getOriginalMessage());
        }
        if (!tree.isArray()) {
            throw new UnreadableResultException(file, 0, EXPECTED, "no array");
        }
        List<BenchResult> results = new ArrayList<>();
        for (JsonNode entry : tree) {
            results.add(result(file, entry));
        }
        return results;
    }

    private static BenchResult result(Path file, JsonNode entry) {
        JsonNode metric = entry.path("primaryMetric");
        if (!entry.path("benchmark").isTextual() || !metric.path("score").isNumber()) {
            throw new UnreadableResultException(file, 0, EXPECTED, "an entry without \"benchmark\" and a score");
        }
        Map<String, String> params = new LinkedHashMap<>();
        entry.path("params")
                .properties()
                .forEach(p -> params.put(p.getKey(), p.getValue().asText()));
        return new BenchResult(
                shortName(entry.path("benchmark").textValue()),
                entry.path("mode").asText(),
                params,
                metric.path("score").doubleValue(),
                metric.path("scoreError").asDouble(Double.NaN),
                metric.path("scoreUnit").asText(),
                figures(entry.path("secondaryMetrics")));
    }

    /* Of a profiler's many numbers those that mean something beside another result. */
    private static Map<String, BenchResult.Figure> figures(JsonNode metrics) {
        Map<String, BenchResult.Figure> figures = new LinkedHashMap<>();
        metrics.properties().forEach(metric -> {
            JsonNode value = metric.getValue();
            boolean isKept = !metric.getKey().startsWith(GC) || metric.getKey().equals(ALLOCATED);
            if (isKept && value.path("score").isNumber()) {
                figures.put(
                        metric.getKey(),
                        new BenchResult.Figure(
                                value.path("score").doubleValue(),
                                value.path("scoreUnit").asText()));
            }
        });
        return figures;
    }

    /* "io.tidemark.reports.bench.EngineBenchmark.mark" to "EngineBenchmark.mark" */
    private static String shortName(String name) {
        int method = name.lastIndexOf('.');
        return name.substring(name.lastIndexOf('.', method - 1) + 1);
    }
}
