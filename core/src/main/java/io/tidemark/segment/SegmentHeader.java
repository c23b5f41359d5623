package io.tidemark.segment;

import static io.tidemark.segment.SegmentLayout.*;

import io.tidemark.bitmap.CorruptDataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The header of a sealed segment: what it holds and where its parts are.
 *
 * @param length the whole image in bytes
 * @param firstSequence the first seal that is in it
 * @param lastSequence the last one; more than the first after merging
 * @param events how many events
 * @param minWal the smallest WAL offset, unsigned; like the next three meaningless without events
 * @param maxWal the largest
 * @param minTime the smallest timestamp, nanoseconds since the epoch
 * @param maxTime the largest
 * @param lateFrom see {@link EventRun#lateFrom}
 * @param isDisordered see {@link EventRun#isDisordered}
 * @param chunks entries of the index
 * @param offsets where each part begins
 * @param lengths how long each part is
 * @param checksums CRC32C of each part; 0 for the columns, which are covered chunk by chunk
 */
@SuppressWarnings("ArrayRecordComponent") // internal, never compared
record SegmentHeader(
        long length,
        long firstSequence,
        long lastSequence,
        long events,
        long minWal,
        long maxWal,
        long minTime,
        long maxTime,
        long lateFrom,
        boolean isDisordered,
        int chunks,
        long[] offsets,
        long[] lengths,
        int[] checksums) {
    ByteBuffer encode() {
        ByteBuffer target = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        target.putInt(MAGIC_AT, MAGIC).putInt(VERSION_AT, VERSION).putLong(LENGTH_AT, length);
        target.putLong(FIRST_SEQUENCE_AT, firstSequence).putLong(LAST_SEQUENCE_AT, lastSequence);
        target.putLong(EVENTS_AT, events).putLong(MIN_WAL_AT, minWal).putLong(MAX_WAL_AT, maxWal);
        target.putLong(MIN_TIME_AT, minTime).putLong(MAX_TIME_AT, maxTime).putLong(LATE_FROM_AT, lateFrom);
        target.putInt(FLAGS_AT, isDisordered ? FLAG_DISORDERED : 0).putInt(CHUNKS_AT, chunks);
        for (int part = 0; part < PARTS; part++) {
            int at = PARTS_AT + part * PART_BYTES;
            target.putLong(at + PART_OFFSET_AT, offsets[part]).putLong(at + PART_LENGTH_AT, lengths[part]);
            target.putInt(at + PART_CRC_AT, checksums[part]);
        }
        return target.putInt(HEADER_CRC_AT, headerChecksum(target));
    }

    /**
     * Reads and checks a header.
     *
     * @param source the first {@value SegmentLayout#HEADER_BYTES} bytes of a segment
     * @param fileLength how long the file is; a header that claims another length is damage
     */
    static SegmentHeader decode(String what, ByteBuffer source, long fileLength) throws CorruptDataException {
        ByteBuffer bytes = source.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < HEADER_BYTES) {
            throw new CorruptDataException(what, 0, HEADER_BYTES + " bytes of header", bytes.remaining() + " bytes");
        }
        bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        expect(what, MAGIC_AT, "magic " + Integer.toHexString(MAGIC), MAGIC, bytes.getInt(MAGIC_AT));
        expect(what, VERSION_AT, "format version " + VERSION, VERSION, bytes.getInt(VERSION_AT));
        expect(what, HEADER_CRC_AT, "checksum of the header", headerChecksum(bytes), bytes.getInt(HEADER_CRC_AT));
        expect(what, HEADER_CRC_AT + Integer.BYTES, "zero", 0, bytes.getInt(HEADER_CRC_AT + Integer.BYTES));
        expect(what, LENGTH_AT, "length " + fileLength, fileLength, bytes.getLong(LENGTH_AT));
        return parts(what, bytes, fileLength);
    }

    private static SegmentHeader parts(String what, ByteBuffer bytes, long fileLength) throws CorruptDataException {
        long[] offsets = new long[PARTS];
        long[] lengths = new long[PARTS];
        int[] checksums = new int[PARTS];
        long expected = HEADER_BYTES;
        for (int part = 0; part < PARTS; part++) {
            int at = PARTS_AT + part * PART_BYTES;
            offsets[part] = bytes.getLong(at + PART_OFFSET_AT);
            lengths[part] = bytes.getLong(at + PART_LENGTH_AT);
            checksums[part] = bytes.getInt(at + PART_CRC_AT);
            expect(what, at, "part at " + expected, expected, offsets[part]);
            if (lengths[part] < 0 || lengths[part] > fileLength - expected) {
                throw new CorruptDataException(what, at, "a part inside the file", lengths[part] + " bytes");
            }
            expected += lengths[part];
        }
        expect(what, LENGTH_AT, "end of the last part", expected, fileLength);
        int chunks = bytes.getInt(CHUNKS_AT);
        expect(what, CHUNKS_AT, "index of as many entries", lengths[INDEX], (long) chunks * INDEX_ENTRY_BYTES);
        return new SegmentHeader(
                fileLength,
                bytes.getLong(FIRST_SEQUENCE_AT),
                bytes.getLong(LAST_SEQUENCE_AT),
                bytes.getLong(EVENTS_AT),
                bytes.getLong(MIN_WAL_AT),
                bytes.getLong(MAX_WAL_AT),
                bytes.getLong(MIN_TIME_AT),
                bytes.getLong(MAX_TIME_AT),
                bytes.getLong(LATE_FROM_AT),
                (bytes.getInt(FLAGS_AT) & FLAG_DISORDERED) != 0,
                chunks,
                offsets,
                lengths,
                checksums);
    }

    private static int headerChecksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(0).limit(HEADER_CRC_AT));
        return (int) crc.getValue();
    }

    private static void expect(String what, int at, String rule, long expected, long found)
            throws CorruptDataException {
        if (expected != found) {
            throw new CorruptDataException(what, at, rule + " (" + expected + ")", found);
        }
    }

    Zone zone() {
        return events == 0 ? new Zone() : Zone.of(minWal, maxWal, minTime, maxTime);
    }
}
