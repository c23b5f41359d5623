package io.tidemark.reports.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads {@link RunSummary} as JSON. The reader takes every minor version of its own major version and
 * ignores fields that it does not know.
 */
public final class SummaryFile {
    /** The name of the summary in a result folder. */
    public static final String NAME = "summary.json";

    private static final int MAJOR = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private SummaryFile() {}

    /** Writes {@code value}, a summary or another document of Tidemark's, with a line feed at its end; leaves {@code target} open. */
    public static void write(Object value, OutputStream target) throws IOException {
        target.write(MAPPER.writeValueAsBytes(value));
        target.write('\n');
        target.flush();
    }

    /** Writes {@code value} to {@code file}, replacing it. */
    public static void write(Object value, Path file) throws IOException {
        try (OutputStream target = Files.newOutputStream(file)) {
            write(value, target);
        }
    }

    /**
     * Reads a summary.
     *
     * @throws UnreadableResultException if the file is not one, or of another major version
     */
    public static RunSummary read(Path file) throws IOException {
        try {
            JsonNode tree = MAPPER.readTree(file.toFile());
            checkVersion(file, tree);
            return MAPPER.treeToValue(tree, RunSummary.class);
        } catch (JsonProcessingException e) {
            throw new UnreadableResultException(
                    file, line(e.getLocation()), "a summary written by Tidemark", e.getOriginalMessage());
        }
    }

    private static void checkVersion(Path file, JsonNode tree) {
        JsonNode found = tree.path("schemaVersion");
        if (!found.isTextual() || !tree.path("command").isTextual()) {
            throw new UnreadableResultException(
                    file, 0, "a summary written by Tidemark", "JSON without \"schemaVersion\" and \"command\"");
        }
        if (!found.textValue().matches(MAJOR + "\\.\\d+")) {
            throw new UnreadableResultException(
                    file, 0, "schemaVersion " + MAJOR + ".x", "schemaVersion " + found.textValue());
        }
    }

    static int line(@Nullable JsonLocation location) {
        return location == null ? 0 : Math.max(0, location.getLineNr());
    }
}
