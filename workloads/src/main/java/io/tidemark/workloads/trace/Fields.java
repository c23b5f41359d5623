package io.tidemark.workloads.trace;

/** The fields of a line, split at one character, and numbers read from them. */
final class Fields {
    private final String line;
    private final int[] ends = new int[16];
    private int count;

    Fields(String line, char separator) {
        this.line = line;
        int from = 0;
        while (from <= line.length() && count < ends.length) {
            int end = line.indexOf(separator, from);
            end = end < 0 ? line.length() : end;
            ends[count++] = end;
            from = end + 1;
        }
    }

    int count() {
        return count;
    }

    void expectCount(int expected, String names) throws BadLineException {
        if (count != expected) {
            throw new BadLineException(expected + " fields: " + names, TraceReader.printable(line));
        }
    }

    String text(int field) {
        return line.substring(begin(field), ends[field]).strip();
    }

    private int begin(int field) {
        return field == 0 ? 0 : ends[field - 1] + 1;
    }

    /** A whole number of 64 bits. */
    long number(int field, String name) throws BadLineException {
        return number(text(field), name);
    }

    static long number(String text, String name) throws BadLineException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new BadLineException("a whole number for " + name, TraceReader.printable(text));
        }
    }
}
