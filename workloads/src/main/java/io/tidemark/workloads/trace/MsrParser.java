package io.tidemark.workloads.trace;

import java.util.Locale;

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

    static boolean looksLike(String line) {
        Fields fields = new Fields(line, ',');
        return fields.count() == 7
                && (fields.text(3).equalsIgnoreCase("read") || fields.text(3).equalsIgnoreCase("write"));
    }

    @Override
    public boolean parse(String line, long number, TraceSink sink) throws BadLineException {
        Fields fields = new Fields(line, ',');
        fields.expectCount(7, NAMES);
        long time = nanos(fields.number(0, "timestamp"));
        long offset = fields.number(4, "offset");
        long size = fields.number(5, "size");
        switch (fields.text(3).toLowerCase(Locale.ROOT)) {
            case "read" -> requests.skipRead();
            case "write" ->
                requests.write(requests.logOf(fields.text(1) + "." + fields.text(2)), offset, size, time, sink);
            default -> throw new BadLineException("Read or Write", TraceReader.printable(fields.text(3)));
        }
        return true;
    }

    private static long nanos(long filetime) throws BadLineException {
        try {
            return Math.multiplyExact(Math.subtractExact(filetime, FILETIME_OF_EPOCH), 100);
        } catch (ArithmeticException e) {
            throw new BadLineException("a Windows filetime", Long.toString(filetime));
        }
    }
}
