package io.tidemark.workloads.taosbenchmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Finds the line of a value by its path, for messages: a tree of JSON values does not know where they stood. */
final class JsonLines {
    private static final JsonFactory JSON = new JsonFactory();

    private final String path;
    private int line = 1;

    private JsonLines(String path) {
        this.path = path;
    }

    /**
     * The line, from 1, of the value with this path, such as {@code databases[0].dbinfo.name}; of the nearest value around
     * it if there is none.
     *
     * @param text JSON without a fault
     */
    static int lineOf(String text, String path) {
        JsonLines lines = new JsonLines(path);
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            lines.visit(parser, "");
        } catch (IOException e) {
            throw new UncheckedIOException("a text that was read once must be readable: path=" + path, e);
        }
        return lines.line;
    }

    private void visit(JsonParser parser, String at) throws IOException {
        if (!isAround(at)) {
            parser.skipChildren();
            return;
        }
        line = parser.currentTokenLocation().getLineNr();
        boolean isArray = parser.currentToken() == JsonToken.START_ARRAY;
        if (!isArray && parser.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        int index = 0;
        for (JsonToken token = parser.nextToken(); !token.isStructEnd(); token = parser.nextToken()) {
            if (isArray) {
                visit(parser, at + "[" + index++ + "]");
            } else {
                String key = parser.currentName();
                parser.nextToken();
                visit(parser, at.isEmpty() ? key : at + "." + key);
            }
        }
    }

    /* Whether the path leads to or through here. */
    private boolean isAround(String at) {
        return at.isEmpty() || path.equals(at) || path.startsWith(at + ".") || path.startsWith(at + "[");
    }
}
