package io.tidemark.workloads.trace;

/**
 * {@code version,time,op,size,lbn}: time in seconds, op a SCSI opcode in hexadecimal, size in bytes, lbn in sectors of 512.
 * Every command that writes the range is a write: WRITE, WRITE AND VERIFY, WRITE SAME, COMPARE AND WRITE. All others are
 * skipped like reads; among them is UNMAP, whose ranges this format does not have.
 */
final class VscsiParser implements LineParser {
    static final String HEADER = "version,time,op,size,lbn";

    private static final String DISK = "disk";
    private static final int SECTOR_BYTES = 512;

    private final BlockRequests requests;

    VscsiParser(BlockRequests requests) {
        this.requests = requests;
    }

    @Override
    public boolean parse(Line line, long number, TraceSink sink) throws BadLineException {
        line.splitAt(',');
        line.expectFields(5, HEADER);
        if (number == 1 && line.text().equals(HEADER)) {
            return false;
        }
        long time = line.nanos(1, "a time in seconds");
        int opcode = line.octet(2, "a SCSI opcode in hexadecimal");
        long size = line.number(3, "a size in bytes");
        long sector = line.number(4, "an lbn, a whole number");
        if (sector < 0 || sector > Long.MAX_VALUE / SECTOR_BYTES) {
            throw line.bad(4, "an lbn from 0 to " + Long.MAX_VALUE / SECTOR_BYTES);
        }
        if (isWrite(opcode)) {
            requests.write(DISK, sector * SECTOR_BYTES, size, time, sink);
        } else {
            requests.skip(sector * SECTOR_BYTES, size);
        }
        return true;
    }

    private static boolean isWrite(int opcode) {
        return switch (opcode) {
            case 0x0A, 0x2A, 0xAA, 0x8A -> true; // WRITE (6), (10), (12), (16)
            case 0x2E, 0xAE, 0x8E -> true; // WRITE AND VERIFY (10), (12), (16)
            case 0x41, 0x93, 0x89 -> true; // WRITE SAME (10), (16), COMPARE AND WRITE
            default -> false;
        };
    }
}
