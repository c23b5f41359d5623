package io.tidemark.workloads.taosbenchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.workloads.InputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A JSON object that knows its path, so that every fault names it, and which of its keys were used. */
final class Section {
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");
    private static final int SHOWN_CHARACTERS = 60;

    private final ObjectNode node;
    private final String path;
    private final ImportNotes notes;
    private final Map<String, String> spellings;
    private final Set<String> used = new HashSet<>();

    private Section(ObjectNode node, String path, ImportNotes notes, Map<String, String> spellings) {
        this.node = node;
        this.path = path;
        this.notes = notes;
        this.spellings = spellings;
    }

    /** The whole file. */
    static Section root(JsonNode node, ImportNotes notes) {
        return of(node, "", notes);
    }

    private static Section of(JsonNode node, String path, ImportNotes notes) {
        if (node instanceof ObjectNode object) {
            return new Section(object, path, notes, Map.of());
        }
        throw notes.fault(path, "a JSON object", shown(node), "Write it as { \"key\": value, ... }.");
    }

    /** The same to be asked for keys in lower case, for the one object in which case does not matter. */
    Section withLowerCaseKeys() {
        ObjectNode lower = JsonNodeFactory.instance.objectNode();
        Map<String, String> given = new HashMap<>();
        node.properties().forEach(field -> {
            String key = field.getKey().toLowerCase(Locale.ROOT);
            String other = given.put(key, field.getKey());
            if (other != null) {
                throw fault(
                        field.getKey(), "one value, since case does not matter", "It is given as " + other + " too.");
            }
            lower.set(key, field.getValue());
        });
        return new Section(lower, path, notes, given);
    }

    ImportNotes notes() {
        return notes;
    }

    String pathOf(String key) {
        String spelled = spellings.getOrDefault(key, key);
        return path.isEmpty() ? spelled : path + "." + spelled;
    }

    boolean has(String key) {
        return node.has(key);
    }

    /** The value as it is; {@code null} if the key is not there. */
    @Nullable
    JsonNode value(String key) {
        used.add(key);
        return node.get(key);
    }

    InputException fault(String key, String expected, String advice) {
        JsonNode value = node.get(key);
        return notes.fault(pathOf(key), expected, value == null ? "nothing" : shown(value), advice);
    }

    /** An object; an empty one, and a note, if it is not there. */
    Section requiredObject(String key, String advice) {
        JsonNode value = value(key);
        if (value == null) {
            notes.missing(pathOf(key), "a JSON object", advice);
            return new Section(JsonNodeFactory.instance.objectNode(), pathOf(key), notes, Map.of());
        }
        return of(value, pathOf(key), notes);
    }

    /** The objects of an array, none if it is not there. */
    List<Section> objects(String key) {
        JsonNode value = value(key);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw fault(key, "an array of objects", "Write it as [ { ... } ].");
        }
        List<Section> sections = new ArrayList<>();
        for (JsonNode element : value) {
            sections.add(of(element, pathOf(key) + "[" + sections.size() + "]", notes));
        }
        return sections;
    }

    /** As {@link #objects}, and a note if there is none. */
    List<Section> requiredObjects(String key, String advice) {
        List<Section> sections = objects(key);
        if (sections.isEmpty() && has(key)) {
            throw fault(key, "at least one object", advice);
        }
        if (sections.isEmpty()) {
            notes.missing(pathOf(key), "an array of objects", advice);
        }
        return sections;
    }

    /** A name; empty, and a note, if it is not there. */
    String requiredName(String key, String advice) {
        if (!has(key)) {
            notes.missing(pathOf(key), "a name", advice);
            return "";
        }
        String name = text(key, "", advice);
        if (name.isBlank()) {
            throw fault(key, "a name", advice);
        }
        return name;
    }

    String text(String key, String otherwise, String advice) {
        JsonNode value = value(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw fault(key, "a text", advice);
        }
        return value.textValue();
    }

    /** An integer, as a number or in quotes. */
    long integer(String key, long otherwise, long least, long most) {
        JsonNode value = value(key);
        if (value == null) {
            return otherwise;
        }
        String expected =
                most == Long.MAX_VALUE ? "an integer >= " + least : "an integer from " + least + " to " + most;
        Long number = asLong(value);
        if (number == null || number < least || number > most) {
            boolean isTooLarge = number == null && isInteger(value);
            throw fault(
                    key,
                    expected,
                    isTooLarge ? "The number must fit 64 bits." : "Correct the value or leave the key out.");
        }
        return number;
    }

    int integer(String key, int otherwise, int least, int most) {
        return (int) integer(key, (long) otherwise, (long) least, (long) most);
    }

    /** {@code yes} or {@code no}, or a JSON boolean. */
    boolean flag(String key, boolean otherwise) {
        used.add(key);
        return peekFlag(key, otherwise);
    }

    /** As {@link #flag}; the key still counts as not used. */
    boolean peekFlag(String key, boolean otherwise) {
        JsonNode value = node.get(key);
        if (value == null) {
            return otherwise;
        }
        return switch (value.asText().toLowerCase(Locale.ROOT)) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> throw fault(key, "\"yes\" or \"no\"", "Correct the value or leave the key out.");
        };
    }

    /** The entries that were not used, as they were written: texts without quotes, the rest as JSON. */
    Map<String, String> others() {
        Map<String, String> others = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            if (!used.contains(field.getKey())) {
                JsonNode value = field.getValue();
                String key = spellings.getOrDefault(field.getKey(), field.getKey());
                others.put(key, value.isTextual() ? value.textValue() : value.toString());
            }
        });
        return others;
    }

    /** Notes the keys that were not used. */
    void ignoreOthers(Set<String> known) {
        node.fieldNames().forEachRemaining(key -> {
            if (used.contains(key)) {
                return;
            }
            if (known.contains(key)) {
                notes.ignored(pathOf(key));
            } else {
                notes.ignored(pathOf(key), "unknown");
            }
        });
    }

    /** Notes a key that is there and has no effect for a reason. */
    void ignore(String key, String reason) {
        if (has(key)) {
            notes.ignored(pathOf(key), reason);
        }
    }

    private static boolean isInteger(JsonNode value) {
        return value.isIntegralNumber()
                || (value.isTextual()
                        && INTEGER.matcher(value.textValue().strip()).matches());
    }

    /** An integer of 64 bits, or {@code null}. */
    static @Nullable Long asLong(JsonNode value) {
        if (!isInteger(value)) {
            return null;
        }
        try {
            return Long.valueOf(value.asText().strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static String shown(JsonNode value) {
        if (value.isObject()) {
            return value.isEmpty() ? "an empty object" : "an object";
        }
        if (value.isArray()) {
            return value.isEmpty() ? "an empty array" : "an array";
        }
        String text = value.toString();
        return text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "..." : text;
    }
}
