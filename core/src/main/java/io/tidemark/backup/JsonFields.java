package io.tidemark.backup;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object, asked for by name and type. Knows strings, integers, nulls, objects and arrays of objects. */
final class JsonFields {
    private static final BigInteger UNSIGNED_MAX = new BigInteger("18446744073709551615");

    private final String path;
    private final Map<String, @Nullable Object> values;

    private JsonFields(String path, Map<String, @Nullable Object> values) {
        this.path = path;
        this.values = values;
    }

    /** Reads the object that the parser's next token opens. */
    static JsonFields parse(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new MalformedJsonException("(root)", "an object", parser.currentToken());
        }
        JsonFields fields = parseObject(parser, "");
        if (parser.nextToken() != null) {
            throw new MalformedJsonException("(root)", "the end", parser.currentToken());
        }
        return fields;
    }

    private static JsonFields parseObject(JsonParser parser, String path) throws IOException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            values.put(name, parseValue(parser, path + "/" + name));
        }
        return new JsonFields(path, values);
    }

    private static @Nullable Object parseValue(JsonParser parser, String path) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getBigIntegerValue();
            case VALUE_NULL -> null;
            case START_OBJECT -> parseObject(parser, path);
            case START_ARRAY -> parseArray(parser, path);
            default -> throw new MalformedJsonException(path, "text, integer, object or array", parser.currentToken());
        };
    }

    private static List<JsonFields> parseArray(JsonParser parser, String path) throws IOException {
        List<JsonFields> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new MalformedJsonException(path, "objects", parser.currentToken());
            }
            elements.add(parseObject(parser, path + "/" + elements.size()));
        }
        return elements;
    }

    String text(String name) throws MalformedJsonException {
        return required(name, String.class, "text");
    }

    <E extends Enum<E>> E constant(String name, Class<E> type) throws MalformedJsonException {
        String text = text(name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw new MalformedJsonException(path + "/" + name, "a constant of " + type.getSimpleName(), text);
    }

    /** A signed 64-bit integer. */
    long integer(String name) throws MalformedJsonException {
        BigInteger value = required(name, BigInteger.class, "an integer");
        if (value.bitLength() >= Long.SIZE) {
            throw new MalformedJsonException(path + "/" + name, "a signed 64-bit integer", value);
        }
        return value.longValue();
    }

    /** An integer from 0 to 2^63 - 1. */
    long count(String name) throws MalformedJsonException {
        long value = integer(name);
        if (value < 0) {
            throw new MalformedJsonException(path + "/" + name, "a count", value);
        }
        return value;
    }

    /** An unsigned 64-bit integer. */
    long unsigned(String name) throws MalformedJsonException {
        BigInteger value = required(name, BigInteger.class, "an integer");
        if (value.signum() < 0 || value.compareTo(UNSIGNED_MAX) > 0) {
            throw new MalformedJsonException(path + "/" + name, "an unsigned 64-bit integer", value);
        }
        return value.longValue();
    }

    JsonFields object(String name) throws MalformedJsonException {
        return required(name, JsonFields.class, "an object");
    }

    /** The object of this name; {@code null} if the field is there and null. */
    @Nullable
    JsonFields objectOrNull(String name) throws MalformedJsonException {
        if (values.containsKey(name) && values.get(name) == null) {
            return null;
        }
        return object(name);
    }

    List<JsonFields> objects(String name) throws MalformedJsonException {
        List<?> elements = required(name, List.class, "an array");
        List<JsonFields> objects = new ArrayList<>(elements.size());
        elements.forEach(element -> objects.add((JsonFields) element));
        return objects;
    }

    private <T> T required(String name, Class<T> type, String expected) throws MalformedJsonException {
        Object value = values.get(name);
        if (!type.isInstance(value)) {
            throw new MalformedJsonException(
                    path + "/" + name, expected, values.containsKey(name) ? String.valueOf(value) : "nothing");
        }
        return type.cast(value);
    }

    /** A field that is not what its reader asks for. */
    static final class MalformedJsonException extends IOException {
        private static final long serialVersionUID = 1;

        MalformedJsonException(String path, String expected, @Nullable Object found) {
            super("field must be " + expected + ": field=" + path + ", found=" + found);
        }
    }
}
