package io.tidemark.workloads.trace;

import java.math.BigDecimal;
import java.util.Set;

/** {@code version,time,op,size,lbn}: time in seconds, op a SCSI opcode in hexadecimal, size in bytes, lbn in sectors of 512. */
final class VscsiParser implements LineParser {
    static final String HEADER = "version,time,op,size,lbn";

    private static final int SECTOR_BYTES = 512;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final Set<Integer> WRITES = Set.of(0x0A, 0x2A, 0x8A, 0xAA);

    private final BlockRequests requests;
    private final int log;

    VscsiParser(BlockRequests requests) {
        this.requests = requests;
        this.log = requests.logOf("disk");
    }

    @Override
    public boolean parse(String line, long number, TraceSink sink) throws BadLineException {
        if (number == 1 && line.strip().equals(HEADER)) {
            return false;
        }
        Fields fields = new Fields(line, ',');
        fields.expectCount(5, HEADER);
        long time = nanos(fields.text(1));
        boolean isWrite = WRITES.contains(opcode(fields.text(2)));
        long size = fields.number(3, "size");
        long sector = fields.number(4, "lbn");
        if (sector < 0 || sector > Long.MAX_VALUE / SECTOR_BYTES) {
            throw new BadLineException("an lbn from 0 to " + Long.MAX_VALUE / SECTOR_BYTES, Long.toString(sector));
        }
        if (isWrite) {
            requests.write(log, sector * SECTOR_BYTES, size, time, sink);
        } else {
            requests.skipRead();
        }
        return true;
    }

    private static int opcode(String text) throws BadLineException {
        try {
            return Integer.parseInt(text, 16);
        } catch (NumberFormatException e) {
            throw new BadLineException("a SCSI opcode in hexadecimal", TraceReader.printable(text));
        }
    }

    /* Seconds, whole or with decimals. */
    private static long nanos(String text) throws BadLineException {
        try {
            return text.indexOf('.') < 0
                    ? Math.multiplyExact(Long.parseLong(text), NANOS_PER_SECOND)
                    : new BigDecimal(text).movePointRight(9).toBigInteger().longValueExact();
        } catch (NumberFormatException | ArithmeticException e) {
            throw new BadLineException("a time in seconds", TraceReader.printable(text));
        }
    }
}
