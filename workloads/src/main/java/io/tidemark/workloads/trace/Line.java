package io.tidemark.workloads.trace;

import java.nio.charset.StandardCharsets;

/**
 * One line's bytes, its fields, and numbers read from them. Filled and split anew for each line, without allocation. Fields
 * are counted from 0; blanks around them do not matter.
 */
final class Line {
    /** The longest line; a longer one is taken for damage. */
    static final int BYTES_MAX = 1 << 16;

    private static final int FIELDS_MAX = 16;
    private static final int NANOS_DIGITS = 9;

    private final byte[] bytes = new byte[BYTES_MAX];
    private final int[] begins = new int[FIELDS_MAX];
    private final int[] ends = new int[FIELDS_MAX];
    private int length;
    private int count;

    /** A line of its own, for a text that is at hand. */
    static Line of(String text) {
        Line line = new Line();
        for (byte octet : text.getBytes(StandardCharsets.ISO_8859_1)) {
            line.append(octet);
        }
        return line;
    }

    void clear() {
        length = 0;
        count = 0;
    }

    /** Takes one more byte; false if there is no room for it. */
    boolean append(byte octet) {
        if (length == BYTES_MAX) {
            return false;
        }
        bytes[length++] = octet;
        return true;
    }

    boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (!isBlank(bytes[i])) {
                return false;
            }
        }
        return true;
    }

    /* A carriage return among them, as Windows ends lines. */
    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t' || octet == '\r';
    }

    /** Splits at each separator; fields may be empty. Of more than {@value #FIELDS_MAX} fields the rest is left out. */
    void splitAt(char separator) {
        count = 0;
        int from = 0;
        while (from <= length && count < FIELDS_MAX) {
            int end = from;
            while (end < length && bytes[end] != separator) {
                end++;
            }
            addField(from, end);
            from = end + 1;
        }
    }

    /** Splits at runs of blanks; no field is empty. */
    void splitAtBlanks() {
        count = 0;
        int from = 0;
        while (count < FIELDS_MAX) {
            while (from < length && isBlank(bytes[from])) {
                from++;
            }
            if (from == length) {
                return;
            }
            int end = from;
            while (end < length && !isBlank(bytes[end])) {
                end++;
            }
            addField(from, end);
            from = end;
        }
    }

    private void addField(int from, int to) {
        int begin = from;
        int end = to;
        while (begin < end && isBlank(bytes[begin])) {
            begin++;
        }
        while (end > begin && isBlank(bytes[end - 1])) {
            end--;
        }
        begins[count] = begin;
        ends[count++] = end;
    }

    int fields() {
        return count;
    }

    void expectFields(int expected, String names) throws BadLineException {
        if (count != expected) {
            throw bad(expected + " fields: " + names);
        }
    }

    /** The whole line, without blanks around it. */
    String text() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1).strip();
    }

    String text(int field) {
        return text(field, field);
    }

    /** Neighbouring fields and what separates them. */
    String text(int firstField, int lastField) {
        return new String(bytes, begins[firstField], ends[lastField] - begins[firstField], StandardCharsets.ISO_8859_1);
    }

    /** Whether a field reads so, capital letters or not. */
    boolean is(int field, String lowerCase) {
        int begin = begins[field];
        if (ends[field] - begin != lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            int octet = bytes[begin + i];
            int lower = octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
            if (lower != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A whole number of 64 bits; an error says what was {@code expected}. */
    long number(int field, String expected) throws BadLineException {
        return signed(field, ends[field], 0, expected);
    }

    /** Seconds with any number of decimals, in nanoseconds; what is below a nanosecond is cut off. */
    long nanos(int field, String expected) throws BadLineException {
        int point = begins[field];
        while (point < ends[field] && bytes[point] != '.') {
            point++;
        }
        return signed(field, point, NANOS_DIGITS, expected);
    }

    /* The digits up to end, and so many of those behind it, which are 0 where the field ends. */
    private long signed(int field, int end, int decimals, String expected) throws BadLineException {
        boolean isNegative = begins[field] < end && bytes[begins[field]] == '-';
        int from = begins[field] + (isNegative ? 1 : 0);
        if (from == end) {
            throw bad(field, expected);
        }
        // Counted downwards: there is one negative number more than there are positive ones.
        long negative = 0;
        for (int at = from; at < end; at++) {
            negative = withDigit(negative, digit(field, at, expected), field, expected);
        }
        for (int i = 1; i <= decimals; i++) {
            int digit = end + i < ends[field] ? digit(field, end + i, expected) : 0;
            negative = withDigit(negative, digit, field, expected);
        }
        for (int at = end + decimals + 1; at < ends[field]; at++) {
            digit(field, at, expected);
        }
        if (!isNegative && negative == Long.MIN_VALUE) {
            throw bad(field, expected);
        }
        return isNegative ? negative : -negative;
    }

    private int digit(int field, int at, String expected) throws BadLineException {
        int digit = bytes[at] - '0';
        if (digit < 0 || digit > 9) {
            throw bad(field, expected);
        }
        return digit;
    }

    private long withDigit(long negative, int digit, int field, String expected) throws BadLineException {
        if (negative < Long.MIN_VALUE / 10 || negative * 10 < Long.MIN_VALUE + digit) {
            throw bad(field, expected + ", in 64 bits");
        }
        return negative * 10 - digit;
    }

    /** A number from 0 to 255 in hexadecimal. */
    int octet(int field, String expected) throws BadLineException {
        int digits = ends[field] - begins[field];
        int value = digits < 1 || digits > 2 ? -1 : 0;
        for (int at = begins[field]; value >= 0 && at < ends[field]; at++) {
            int digit = Character.digit(bytes[at], 16);
            value = digit < 0 ? -1 : value * 16 + digit;
        }
        if (value < 0) {
            throw bad(field, expected);
        }
        return value;
    }

    BadLineException bad(int field, String expected) {
        return new BadLineException(expected, TraceReader.printable(text(field)));
    }

    BadLineException bad(String expected) {
        return new BadLineException(expected, TraceReader.printable(text()));
    }
}
