package io.tidemark.workloads.trace;

/**
 * {@code Timestamp,Hostname,DiskNumber,Type,Offset,Size,ResponseTime}: the time in Windows' 100 nanoseconds since 1601, offset
 * and size in bytes. Each disk of each host is a log of its own.
 */
final class MsrParser implements LineParser {
    private static final String NAMES = "timestamp,host,disk,type,offset,size,response time";
    private static final long FILETIME_OF_EPOCH = 116_444_736_000_000_000L;

    private final BlockRequests requests;

    MsrParser(BlockRequests requests) {
        this.requests = requests;
    }

    static boolean looksLike(String text) {
        Line line = Line.of(text);
        line.splitAt(',');
        return line.fields() == 7 && (line.is(3, "read") || line.is(3, "write"));
    }

    @Override
    public boolean parse(Line line, long number, TraceSink sink) throws BadLineException {
        line.splitAt(',');
        line.expectFields(7, NAMES);
        long time = nanos(line);
        long offset = line.number(4, "an offset in bytes");
        long size = line.number(5, "a size in bytes");
        if (line.is(3, "read")) {
            requests.skip(offset, size);
        } else if (line.is(3, "write")) {
            requests.write(line.text(1, 2), offset, size, time, sink);
        } else {
            throw line.bad(3, "Read or Write");
        }
        return true;
    }

    private static long nanos(Line line) throws BadLineException {
        try {
            return Math.multiplyExact(Math.subtractExact(line.number(0, "a Windows filetime"), FILETIME_OF_EPOCH), 100);
        } catch (ArithmeticException e) {
            throw line.bad(0, "a Windows filetime within 292 years of 1970");
        }
    }
}
