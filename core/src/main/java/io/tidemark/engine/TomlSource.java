package io.tidemark.engine;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where in the text of a TOML document its keys stand, and how their values are written. The library that parses the
 * document keeps neither. Understands headers, dotted and quoted keys, inline tables, all strings and comments; does not
 * check: of a text that is not TOML it tells something, and ends. Not thread-safe.
 */
final class TomlSource {
    private static final int VALUE_LENGTH_MAX = 60;

    private final String text;
    private final int end;
    private final Map<List<String>, Integer> keys = new HashMap<>();
    private final Map<List<String>, String> values = new HashMap<>();
    private int at;
    private int lastKey;

    private TomlSource(String text, int end) {
        this.text = text;
        this.end = end;
    }

    static TomlSource of(String text) {
        TomlSource source = new TomlSource(text, text.length());
        source.scanDocument();
        return source;
    }

    /** Where the last key before an offset begins. */
    static int lastKeyBefore(String text, int offset) {
        TomlSource source = new TomlSource(text, offset);
        source.scanDocument();
        return source.lastKey;
    }

    /** A place in the text, as people count: from 1, in characters. */
    record Position(int line, int column) {
        static Position of(String text, int offset) {
            int lineStart = text.lastIndexOf('\n', offset - 1) + 1;
            int line = 1
                    + (int) text.substring(0, lineStart)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            return new Position(line, 1 + text.codePointCount(lineStart, offset));
        }
    }

    /** Where a key first stands: its own last part. The start of the document if it does not. */
    Position position(List<String> path) {
        return Position.of(text, keys.getOrDefault(path, 0));
    }

    /** How a key's value is written, cut to one line; {@code null} for a table that has a header. */
    @Nullable
    String writtenShort(List<String> path) {
        String value = values.get(path);
        if (value == null) {
            return null;
        }
        String line = value.lines().findFirst().orElse("");
        boolean isWhole = line.length() == value.length() && line.length() <= VALUE_LENGTH_MAX;
        return isWhole ? value : line.substring(0, Math.min(line.length(), VALUE_LENGTH_MAX)) + "...";
    }

    /** Whether a key's value is written as a string. */
    boolean isQuoted(List<String> path) {
        String value = values.getOrDefault(path, "");
        return value.startsWith("\"") || value.startsWith("'");
    }

    /** The value of a key whose value is an integer. */
    BigInteger integer(List<String> path) {
        String digits = values.getOrDefault(path, "").replace("_", "");
        if (digits.startsWith("0x")) {
            return new BigInteger(digits.substring(2), 16);
        }
        if (digits.startsWith("0o")) {
            return new BigInteger(digits.substring(2), 8);
        }
        return digits.startsWith("0b") ? new BigInteger(digits.substring(2), 2) : new BigInteger(digits);
    }

    private void scanDocument() {
        List<String> table = List.of();
        for (skipBlank(); at < end; skipBlank()) {
            int before = at;
            if (peek() == '[') {
                table = scanHeader();
            } else {
                scanEntry(table);
            }
            at = Math.max(at, before + 1);
        }
    }

    private List<String> scanHeader() {
        while (peek() == '[') {
            at++;
        }
        List<String> table = scanKey(List.of());
        while (peek() == ']') {
            at++;
        }
        return table;
    }

    private void scanEntry(List<String> table) {
        List<String> path = scanKey(table);
        if (peek() == '=') {
            at++;
            skipSpaces();
            int begin = at;
            scanValue(path);
            values.putIfAbsent(path, text.substring(begin, at).strip());
        }
    }

    private List<String> scanKey(List<String> table) {
        List<String> path = new ArrayList<>(table);
        while (true) {
            skipSpaces();
            lastKey = at;
            path.add(scanKeyPart());
            keys.putIfAbsent(List.copyOf(path), lastKey);
            skipSpaces();
            if (peek() != '.') {
                return List.copyOf(path);
            }
            at++;
        }
    }

    private String scanKeyPart() {
        char quote = peek();
        int begin = at;
        if (quote == '"' || quote == '\'') {
            skipString();
            String inner = text.substring(begin + 1, Math.max(begin + 1, at - 1));
            return quote == '"' ? unescape(inner) : inner;
        }
        while (at < end && (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '-')) {
            at++;
        }
        return text.substring(begin, at);
    }

    private void scanValue(List<String> path) {
        switch (peek()) {
            case '"', '\'' -> skipString();
            case '{' -> scanGroup('}', path);
            case '[' -> scanGroup(']', path);
            default -> {
                while (at < end && ",]}#\r\n".indexOf(peek()) < 0) {
                    at++;
                }
            }
        }
    }

    /* An array or an inline table, up to and with its closing bracket. */
    private void scanGroup(char closing, List<String> path) {
        at++;
        for (skipBlank(); at < end && peek() != closing; skipBlank()) {
            int before = at;
            if (peek() == ',') {
                at++;
            } else if (closing == '}') {
                scanEntry(path);
            } else {
                scanValue(path);
            }
            at = Math.max(at, before + 1);
        }
        at = Math.min(at + 1, end);
    }

    private void skipString() {
        char quote = peek();
        boolean isLong = at + 2 < end && text.charAt(at + 1) == quote && text.charAt(at + 2) == quote;
        at += isLong ? 3 : 1;
        while (at < end && !closes(quote, isLong)) {
            at += quote == '"' && peek() == '\\' ? 2 : 1;
        }
        at = Math.min(at + (isLong ? 3 : 1), end);
        /* A long string may end in one or two quotes of its own. */
        while (isLong && peek() == quote) {
            at++;
        }
    }

    private boolean closes(char quote, boolean isLong) {
        return isLong ? text.startsWith(String.valueOf(quote).repeat(3), at) : peek() == quote || peek() == '\n';
    }

    private void skipBlank() {
        while (at < end && (Character.isWhitespace(peek()) || peek() == '#')) {
            if (peek() == '#') {
                skipLine();
            } else {
                at++;
            }
        }
    }

    private void skipLine() {
        while (at < end && peek() != '\n') {
            at++;
        }
    }

    private void skipSpaces() {
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
    }

    private char peek() {
        return at < end ? text.charAt(at) : '\0';
    }

    private static String unescape(String inner) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c != '\\' || i + 1 == inner.length()) {
                plain.append(c);
                continue;
            }
            char escape = inner.charAt(++i);
            int digits = escape == 'u' ? 4 : escape == 'U' ? 8 : 0;
            int codePoint = digits == 0 ? unescape(escape) : hex(inner, i + 1, i + 1 + digits);
            if (Character.isValidCodePoint(codePoint)) {
                plain.appendCodePoint(codePoint);
                i += digits;
            }
        }
        return plain.toString();
    }

    /* The number that these digits write; -1 if they are no such digits. */
    private static int hex(String inner, int begin, int end) {
        int number = end <= inner.length() ? 0 : -1;
        for (int i = begin; i < end && number >= 0; i++) {
            int digit = Character.digit(inner.charAt(i), 16);
            number = digit < 0 || number > Character.MAX_CODE_POINT ? -1 : number * 16 + digit;
        }
        return number;
    }

    private static char unescape(char escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            default -> escape;
        };
    }
}
