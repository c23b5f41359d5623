package io.tidemark.workloads.trace;

/**
 * fio's I/O log. Version 2: {@code file action [offset length]}, where {@code wait} lets its microseconds pass; version 3 has
 * the microseconds since the begin before each line. Each file is a log of its own. A trim deletes the blocks that it covers.
 */
final class FioParser implements LineParser {
    private static final long NANOS_PER_MICRO = 1000;

    private final BlockRequests requests;
    private int version;
    private long elapsedMicros;

    FioParser(BlockRequests requests) {
        this.requests = requests;
    }

    @Override
    public boolean parse(String line, long number, TraceSink sink) throws BadLineException {
        if (version == 0) {
            version = version(line.strip());
            return false;
        }
        Fields fields = new Fields(line.strip().replaceAll("\\s+", " "), ' ');
        int first = version == 3 ? 1 : 0;
        if (fields.count() < first + 2) {
            throw new BadLineException("a file and an action", TraceReader.printable(line));
        }
        if (version == 3) {
            elapsedMicros = fields.number(0, "timestamp");
        }
        return request(fields, first, sink);
    }

    private static int version(String line) throws BadLineException {
        return switch (line) {
            case "fio version 2 iolog" -> 2;
            case "fio version 3 iolog" -> 3;
            default -> throw new BadLineException("'fio version 2 iolog' or 3", TraceReader.printable(line));
        };
    }

    private boolean request(Fields fields, int first, TraceSink sink) throws BadLineException {
        String action = fields.text(first + 1);
        switch (action) {
            case "add", "open", "close", "sync", "datasync", "sync_file_range" -> {
                return false;
            }
            case "wait" -> {
                elapsedMicros += version == 2 ? fields.number(last(fields, first + 2), "wait") : 0;
                return false;
            }
            case "read" -> requests.skipRead();
            case "write", "trim" -> write(fields, first, action.equals("trim"), sink);
            default -> throw new BadLineException("an action of fio", TraceReader.printable(action));
        }
        return true;
    }

    private static int last(Fields fields, int field) throws BadLineException {
        if (fields.count() <= field) {
            throw new BadLineException("a number behind the action", "end of line");
        }
        return field;
    }

    private void write(Fields fields, int first, boolean isTrim, TraceSink sink) throws BadLineException {
        int log = requests.logOf(fields.text(first));
        long offset = fields.number(last(fields, first + 2), "offset");
        long length = fields.number(last(fields, first + 3), "length");
        long time = elapsedNanos();
        if (isTrim) {
            requests.trim(log, offset, length, time, sink);
        } else {
            requests.write(log, offset, length, time, sink);
        }
    }

    private long elapsedNanos() throws BadLineException {
        if (elapsedMicros < 0 || elapsedMicros > Long.MAX_VALUE / NANOS_PER_MICRO) {
            throw new BadLineException("a time in microseconds from 0 on", Long.toString(elapsedMicros));
        }
        return elapsedMicros * NANOS_PER_MICRO;
    }
}
