package io.tidemark.simulator.vnode;

import io.tidemark.bitmap.CorruptDataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads log records back from their bytes, and checks both sums and that versions are dense. */
final class WalRecords {
    /** Takes one record; the body's position is its first byte, its limit the end. */
    @FunctionalInterface
    interface Visitor {
        void record(long version, short type, ByteBuffer body) throws CorruptDataException;
    }

    /** Takes one row of a SUBMIT. */
    @FunctionalInterface
    interface RowVisitor {
        void row(TableKey table, long timestamp, long seed, int length);
    }

    private WalRecords() {}

    /** Visits whole records from the position to the limit. */
    static void forEach(ByteBuffer log, Visitor visitor) throws CorruptDataException {
        log.order(ByteOrder.LITTLE_ENDIAN);
        long expectedVersion = -1;
        while (log.hasRemaining()) {
            int at = log.position();
            int end = checkedEnd(log, at);
            long version = log.getLong(at + WalLayout.VERSION_OFFSET);
            if (expectedVersion >= 0 && version != expectedVersion) {
                throw new CorruptDataException("log record", at, "version " + expectedVersion, version);
            }
            expectedVersion = version + 1;
            ByteBuffer body = log.slice(at + WalLayout.HEADER_BYTES, end - at - WalLayout.HEADER_BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN);
            visitor.record(version, log.getShort(at + WalLayout.TYPE_OFFSET), body);
            log.position(end);
        }
    }

    private static int checkedEnd(ByteBuffer log, int at) throws CorruptDataException {
        if (log.remaining() < WalLayout.HEADER_BYTES) {
            throw new CorruptDataException("log record", at, "a header of 56 bytes", log.remaining());
        }
        check(at, "magic", WalLayout.MAGIC, log.getLong(at + WalLayout.MAGIC_OFFSET));
        int headLength = WalLayout.HEADER_BYTES - WalLayout.VERSION_OFFSET;
        int headSum = WalLayout.crc(log, at + WalLayout.VERSION_OFFSET, headLength);
        check(at, "head sum", headSum, log.getInt(at + WalLayout.HEAD_SUM_OFFSET));
        int bodyLength = log.getInt(at + WalLayout.BODY_LENGTH_OFFSET);
        if (bodyLength < 0 || bodyLength > log.remaining() - WalLayout.HEADER_BYTES) {
            throw new CorruptDataException("log record", at, "a body that ends with the log", bodyLength);
        }
        int bodySum = WalLayout.crc(log, at + WalLayout.HEADER_BYTES, bodyLength);
        check(at, "body sum", bodySum, log.getInt(at + WalLayout.BODY_SUM_OFFSET));
        return at + WalLayout.HEADER_BYTES + bodyLength;
    }

    private static void check(int at, String what, long expected, long found) throws CorruptDataException {
        if (expected != found) {
            throw new CorruptDataException(
                    "log record", at, what + " " + Long.toHexString(expected), Long.toHexString(found));
        }
    }

    static TableKey key(ByteBuffer body) {
        return new TableKey(body.getLong(), body.getLong());
    }

    /** How many rows a SUBMIT has; leaves the position. */
    static int rowCount(ByteBuffer submit) {
        return (int) submit.getLong(submit.position() + WalLayout.SUBMIT_PREFIX_BYTES + 32);
    }

    /** Visits the rows of a SUBMIT and checks the content of each. */
    static void forEachRow(ByteBuffer submit, RowVisitor visitor) throws CorruptDataException {
        int rows = rowCount(submit);
        submit.position(submit.position() + WalLayout.SUBMIT_PREFIX_BYTES + Long.BYTES);
        TableKey table = key(submit);
        submit.position(submit.position() + 2 * Long.BYTES);
        for (int i = 0; i < rows; i++) {
            int at = submit.position();
            int length = submit.getInt(at + 4) - WalLayout.ROW_HEADER_BYTES;
            long timestamp = submit.getLong(at + 8);
            long seed = submit.getLong(at + 16);
            submit.position(at + WalLayout.ROW_HEADER_BYTES);
            if (!RowContent.matches(submit, table.uid(), timestamp, seed, length)) {
                throw new CorruptDataException("log row", at, "the content of its key", "other bytes");
            }
            visitor.row(table, timestamp, seed, length);
        }
    }
}
