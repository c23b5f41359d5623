package io.tidemark.simulator.vnode;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The bytes of a log record, as TDengine 3.x writes them: little-endian, records back to back.
 *
 * <pre>
 *   0  magic      u64    fa fb fc fd f4 f3 f2 f1
 *   8  cksumHead  u32    CRC32C of bytes 16 to 55
 *  12  cksumBody  u32    CRC32C of the body
 *  16  version    i64    dense, from 1
 *  24  ingestTs   i64    microseconds since the epoch
 *  32  bodyLen    i32
 *  36  msgType    i16
 *  38  protoVer   i8     0
 *  39  isWeek     i8     0
 *  40  seqNum     u64    the version
 *  48  term       u64    1
 *  56  body
 * </pre>
 *
 * Bodies: SUBMIT is a 16-byte prefix, then table count, suid, uid, schema version and row count as 8-byte numbers (TDengine:
 * variable length), then rows with TDengine's 16-byte row header. CREATE_TABLE: suid, uid, name. DROP_TABLE: suid, uid.
 * DELETE: suid, uid, first and last timestamp. COMMIT, COMPACT and NOOP are empty.
 */
final class WalLayout {
    static final long MAGIC = 0xFAFBFCFDF4F3F2F1L;
    static final int MAGIC_OFFSET = 0;
    static final int HEAD_SUM_OFFSET = 8;
    static final int BODY_SUM_OFFSET = 12;
    static final int VERSION_OFFSET = 16;
    static final int INGEST_OFFSET = 24;
    static final int BODY_LENGTH_OFFSET = 32;
    static final int TYPE_OFFSET = 36;
    static final int SEQUENCE_OFFSET = 40;
    static final int TERM_OFFSET = 48;
    static final int HEADER_BYTES = 56;

    static final short SUBMIT = 513;
    static final short CREATE_TABLE = 515;
    static final short DROP_TABLE = 519;
    static final short DELETE = 579;
    static final short COMPACT = 591;
    static final short COMMIT = 597;
    static final short NOOP = 1559;

    static final int SUBMIT_PREFIX_BYTES = 16;
    static final int SUBMIT_TABLE_BYTES = 40;
    static final int ROW_HEADER_BYTES = 16;
    static final int KEY_BYTES = 16;

    private WalLayout() {}

    /** Completes a record whose body stands from {@link #HEADER_BYTES} to the buffer's position; flips the buffer. */
    static void complete(ByteBuffer record, long version, short type, long ingestMicros) {
        int bodyLength = record.position() - HEADER_BYTES;
        record.putLong(MAGIC_OFFSET, MAGIC)
                .putLong(VERSION_OFFSET, version)
                .putLong(INGEST_OFFSET, ingestMicros)
                .putInt(BODY_LENGTH_OFFSET, bodyLength)
                .putShort(TYPE_OFFSET, type)
                .putShort(TYPE_OFFSET + Short.BYTES, (short) 0)
                .putLong(SEQUENCE_OFFSET, version)
                .putLong(TERM_OFFSET, 1)
                .putInt(HEAD_SUM_OFFSET, crc(record, VERSION_OFFSET, HEADER_BYTES - VERSION_OFFSET))
                .putInt(BODY_SUM_OFFSET, crc(record, HEADER_BYTES, bodyLength));
        record.flip();
    }

    static int crc(ByteBuffer bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(offset, length));
        return (int) crc.getValue();
    }
}
