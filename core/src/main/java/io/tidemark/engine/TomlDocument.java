package io.tidemark.engine;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.toml.TomlFactory;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A TOML document as maps, lists and plain values. The only class that touches jackson-dataformat-toml: without that
 * library on the class path its use fails with {@link NoClassDefFoundError}.
 */
final class TomlDocument {
    private TomlDocument() {}

    /** An integer was written; which one, the {@link TomlSource} tells: the library cuts numbers of 19 digits short. */
    static final BigInteger SOME_INTEGER = BigInteger.ZERO;

    /** The text is not TOML. */
    static final class SyntaxException extends Exception {
        private static final long serialVersionUID = 1;

        /** Where the library noticed it, as an index in the text; -1 if it does not say. */
        private final int offset;

        SyntaxException(String message, int offset, Throwable cause) {
            super(message, cause);
            this.offset = offset;
        }

        int offset() {
            return offset;
        }
    }

    /** Parses a document: tables are maps, arrays are lists, an integer is {@link #SOME_INTEGER}, dates and times are strings. */
    static Map<String, Object> parse(String text) throws SyntaxException {
        try (JsonParser parser = new TomlFactory().createParser(text)) {
            parser.nextToken();
            return table(parser);
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation();
            int offset = location == null ? -1 : (int) location.getCharOffset();
            throw new SyntaxException(e.getOriginalMessage(), offset, e);
        } catch (IOException e) {
            throw new SyntaxException(String.valueOf(e.getMessage()), -1, e);
        }
    }

    private static Map<String, Object> table(JsonParser parser) throws IOException {
        Map<String, Object> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            entries.put(name, value(parser));
        }
        return entries;
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> table(parser);
            case START_ARRAY -> array(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> SOME_INTEGER;
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            default -> throw new IllegalStateException("token must be a value: token=" + parser.currentToken());
        };
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return items;
    }
}
