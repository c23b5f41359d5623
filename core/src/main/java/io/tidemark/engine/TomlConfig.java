package io.tidemark.engine;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a configuration out of a TOML file: strict within our table, blind to all others. */
final class TomlConfig {
    private static final Logger LOG = LoggerFactory.getLogger(TomlConfig.class);
    private static final String OUR_KEYS = "a key of [" + ConfigKey.TABLE + "]";
    private static final List<String> TABLE = List.of(ConfigKey.TABLE.split("\\.", -1));
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Values of types that no key has. */
    private enum Unused {
        DATE_OR_TIME
    }

    private final String file;
    private final String text;

    private TomlConfig(String file, String text) {
        this.file = file;
        this.text = text;
    }

    static EngineConfig read(Path file) {
        try {
            return new TomlConfig(file.toString(), withoutMark(Files.readString(file))).read();
        } catch (NoSuchFileException e) {
            throw unreadable(file.toString(), "a file", "none", e);
        } catch (CharacterCodingException e) {
            throw unreadable(file.toString(), "text in UTF-8", "other bytes", e);
        } catch (IOException e) {
            throw unreadable(file.toString(), "a file that can be read", e.toString(), e);
        }
    }

    static EngineConfig read(Reader reader, String name) {
        StringWriter text = new StringWriter();
        try {
            reader.transferTo(text);
        } catch (IOException e) {
            throw unreadable(name, "text", e.toString(), e);
        }
        return new TomlConfig(name, withoutMark(text.toString())).read();
    }

    private static String withoutMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static ConfigException unreadable(String file, String expected, String found, IOException cause) {
        return new ConfigException(
                "configuration must be readable: file=" + file + ", expected=" + expected + ", found=" + found, cause);
    }

    private EngineConfig read() {
        Map<String, Object> document = parse();
        TomlSource source = TomlSource.of(text);
        EngineConfig.Builder builder = EngineConfig.builder();
        Map<?, ?> table = ourTable(document, source);
        if (table == null) {
            LOG.warn(
                    "the configuration has no table [{}], every setting has its default: file={}",
                    ConfigKey.TABLE,
                    file);
            return builder.build();
        }
        for (Map.Entry<?, ?> entry : table.entrySet()) {
            set(builder, source, (String) entry.getKey(), entry.getValue());
        }
        EngineConfig.Conflict conflict = builder.conflict();
        if (conflict != null) {
            throw bad(
                    "settings must go together",
                    source.position(path(conflict.key().tomlName())),
                    conflict.rule(),
                    conflict.found());
        }
        return builder.build();
    }

    private Map<String, Object> parse() {
        try {
            return TomlDocument.parse(text);
        } catch (TomlDocument.SyntaxException e) {
            throw notToml(e);
        } catch (NoClassDefFoundError e) {
            throw new ConfigException(
                    "TOML needs jackson-dataformat-toml on the class path: file=" + file + ", missing class="
                            + e.getMessage(),
                    e);
        }
    }

    private ConfigException notToml(TomlDocument.SyntaxException e) {
        int offset = Math.max(0, Math.min(e.offset(), text.length()));
        String reason = String.valueOf(e.getMessage());
        boolean isRepetition = reason.startsWith("Duplicate key");
        int place = isRepetition ? TomlSource.lastKeyBefore(text, offset) : offset;
        String line = text.substring(text.lastIndexOf('\n', place - 1) + 1)
                .lines()
                .findFirst()
                .orElse("");
        return bad(
                "the configuration must be TOML",
                TomlSource.Position.of(text, place),
                isRepetition ? "each key once" : "TOML 1.0",
                line.strip() + " (" + reason + ")",
                "",
                e);
    }

    private @Nullable Map<?, ?> ourTable(Map<String, Object> document, TomlSource source) {
        Object found = document;
        for (String name : TABLE) {
            if (!(found instanceof Map<?, ?> table) || !table.containsKey(name)) {
                return null;
            }
            found = table.get(name);
        }
        if (found instanceof Map<?, ?> table) {
            return table;
        }
        throw bad(
                ConfigKey.TABLE + " must be a table",
                source.position(TABLE),
                "[" + ConfigKey.TABLE + "]",
                describe(found, source, TABLE));
    }

    private void set(EngineConfig.Builder builder, TomlSource source, String name, Object parsed) {
        List<String> path = path(name);
        ConfigKey key = ConfigKey.named(name);
        if (key == null) {
            throw bad("unknown key", source.position(path), OUR_KEYS, name, suggestion(name), null);
        }
        Object value = value(parsed, source, path);
        Object setting = key.type().read(value);
        if (setting == null) {
            throw bad(
                    name + " has a value that it cannot have",
                    source.position(path),
                    key.type().expectedInToml(),
                    describe(value, source, path));
        }
        builder.set(key, setting);
    }

    /* The library gives integers wrongly and dates as strings; their text tells. */
    private static Object value(Object parsed, TomlSource source, List<String> path) {
        if (parsed instanceof BigInteger) {
            return source.integer(path);
        }
        return parsed instanceof String && !source.isQuoted(path) ? Unused.DATE_OR_TIME : parsed;
    }

    private static String suggestion(String name) {
        List<String> names =
                Arrays.stream(ConfigKey.values()).map(ConfigKey::tomlName).toList();
        String near = NearName.find(name, names);
        return near == null ? "" : "; did you mean " + near + "?";
    }

    private static List<String> path(String name) {
        return List.of(TABLE.get(0), TABLE.get(1), name);
    }

    private static String describe(Object value, TomlSource source, List<String> path) {
        String written = source.writtenShort(path);
        return written == null ? kind(value) : written + " (" + kind(value) + ")";
    }

    private static String kind(Object value) {
        if (value instanceof Boolean) {
            return "a boolean";
        }
        if (value instanceof BigInteger) {
            return "an integer";
        }
        if (value instanceof Double) {
            return "a floating point number";
        }
        if (value instanceof String) {
            return "a string";
        }
        if (value == Unused.DATE_OR_TIME) {
            return "a date or time";
        }
        return value instanceof List ? "an array" : "a table";
    }

    private ConfigException bad(String rule, TomlSource.Position position, String expected, String found) {
        return bad(rule, position, expected, found, "", null);
    }

    private ConfigException bad(
            String rule,
            TomlSource.Position position,
            String expected,
            String found,
            String suggestion,
            @Nullable Throwable cause) {
        return new ConfigException(
                rule + ": file=" + file + ", line=" + position.line() + ", column=" + position.column() + ", expected="
                        + expected + ", found=" + found + suggestion,
                cause);
    }
}
