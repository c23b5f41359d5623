package io.tidemark.workloads.trace;

/**
 * fio's I/O log. Version 2: {@code file action [offset length]}, where {@code wait} has microseconds in the place of the
 * offset and lets them pass; version 3 has the microseconds since the begin before each line. Times begin at the epoch. Each
 * file is a log of its own.
 */
final class FioParser implements LineParser {
    private static final long MICROS_MAX = Long.MAX_VALUE / 1000;

    private final BlockRequests requests;
    private int version;
    private long elapsedMicros;

    FioParser(BlockRequests requests) {
        this.requests = requests;
    }

    @Override
    public boolean parse(Line line, long number, TraceSink sink) throws BadLineException {
        if (version == 0) {
            version = version(line);
            return false;
        }
        line.splitAtBlanks();
        int file = version == 3 ? 1 : 0;
        if (line.fields() < file + 2) {
            throw line.bad("a file and an action");
        }
        long micros = version == 3 ? micros(line, 0) : elapsedMicros;
        return request(line, file, micros, sink);
    }

    private static int version(Line line) throws BadLineException {
        return switch (line.text()) {
            case "fio version 2 iolog" -> 2;
            case "fio version 3 iolog" -> 3;
            default -> throw line.bad("'fio version 2 iolog' or 3");
        };
    }

    private boolean request(Line line, int file, long micros, TraceSink sink) throws BadLineException {
        String action = line.text(file + 1);
        switch (action) {
            case "write" ->
                requests.write(line.text(file), offset(line, file), length(line, file), micros * 1000, sink);
            case "trim" -> requests.trim(line.text(file), offset(line, file), length(line, file), micros * 1000, sink);
            case "read" -> requests.skip(offset(line, file), length(line, file));
            case "wait" -> elapsedMicros += version == 2 ? wait(line, file) : 0;
            case "add", "open", "close", "sync", "datasync", "sync_file_range" -> {}
            default -> throw line.bad(file + 1, "an action of fio");
        }
        return action.equals("write") || action.equals("trim") || action.equals("read");
    }

    private static long offset(Line line, int file) throws BadLineException {
        return number(line, file + 2, "an offset in bytes");
    }

    private static long length(Line line, int file) throws BadLineException {
        return number(line, file + 3, "a length in bytes");
    }

    private static long number(Line line, int field, String expected) throws BadLineException {
        if (line.fields() <= field) {
            throw line.bad(expected + " at the end");
        }
        return line.number(field, expected);
    }

    private long wait(Line line, int file) throws BadLineException {
        long micros = number(line, file + 2, "a wait in microseconds");
        if (micros < 0 || micros > MICROS_MAX - elapsedMicros) {
            throw line.bad(file + 2, "microseconds from 0 on");
        }
        return micros;
    }

    private static long micros(Line line, int field) throws BadLineException {
        long micros = line.number(field, "a time in microseconds");
        if (micros < 0 || micros > MICROS_MAX) {
            throw line.bad(field, "microseconds from 0 to " + MICROS_MAX);
        }
        return micros;
    }
}
