package io.tidemark.simulator.vnode;

import io.tidemark.bitmap.CorruptDataException;
import io.tidemark.simulator.store.BlockId;
import io.tidemark.simulator.store.BlockKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The bytes of a tsdb block or catalogue page, little-endian. The header says where the block belongs, so that a store can be read from its
 * blocks alone; the sum at the end finds wrong bytes.
 *
 * <pre>
 *   0  magic        u32   f0 0a fa 0f (TDengine's block delimiter)
 *   4  block kind   u8
 *   5  file kind    u8    code of FileKind
 *   6  0            u16
 *   8  block id     i64
 *  16  file set     i32
 *  20  entries      i32   rows or records
 *  24  cid          i64   of the file
 *  32  offset       i64   of the block in its file
 *  40  payload len  i32
 *  44  0            i32
 *  48  payload
 *   n  CRC32C       u32   of everything before
 * </pre>
 *
 * Payloads:
 *
 * <pre>
 * STT    suid, then rows: uid, timestamp, version, length i32, content
 * DATA   suid, uid, then rows: timestamp, version, length i32, content
 * HEAD   records of 100 bytes: suid, uid, first key (timestamp, version), last key, min version, max version,
 *        block offset, sma offset, block size i32, key size i32, sma size i32, rows i32, timestamps i32
 * SMA    one record: column i32, nulls i32, sum, max, min (of the value seeds)
 * TOMB   records of 40 bytes: suid, uid, version, first timestamp, last timestamp
 * META   records: uid, suid, version, alive u8, name length u8, name (offset, cid and file set of the header are 0)
 * INDEX  records of 32 bytes: suid, offset, size i32, entries i32, block kind i64, of the file's other blocks
 * </pre>
 *
 * A file of a file set begins with 512 zero bytes, which belong to no block.
 */
final class BlockLayout {
    static final int FILE_HEADER_BYTES = 512;
    static final int HEADER_BYTES = 48;
    static final int SUM_BYTES = 4;
    static final int HEAD_RECORD_BYTES = 100;
    static final int INDEX_RECORD_BYTES = 32;
    static final int SMA_RECORD_BYTES = 32;

    private static final int MAGIC = 0xF00AFA0F;
    private static final int KIND_OFFSET = 4;
    private static final int FILE_KIND_OFFSET = 5;
    private static final int ID_OFFSET = 8;
    private static final int FID_OFFSET = 16;
    private static final int ENTRIES_OFFSET = 20;
    private static final int CID_OFFSET = 24;
    private static final int FILE_OFFSET_OFFSET = 32;
    private static final int LENGTH_OFFSET = 40;

    private BlockLayout() {}

    /**
     * What a block says about itself.
     *
     * @param id the block
     * @param fileKind the kind of its file
     * @param fid its file set
     * @param cid of its file
     * @param offset in its file
     * @param entries rows or records in it
     */
    record Header(long id, FileKind fileKind, int fid, long cid, long offset, int entries) {}

    /** Completes a block whose payload stands from {@link #HEADER_BYTES} to the position; flips the buffer. */
    static void complete(ByteBuffer block, Header header) {
        int payload = block.position() - HEADER_BYTES;
        block.putInt(0, MAGIC)
                .put(KIND_OFFSET, (byte) BlockId.kind(header.id).code())
                .put(FILE_KIND_OFFSET, (byte) header.fileKind.code())
                .putShort(FILE_KIND_OFFSET + 1, (short) 0)
                .putLong(ID_OFFSET, header.id)
                .putInt(FID_OFFSET, header.fid)
                .putInt(ENTRIES_OFFSET, header.entries)
                .putLong(CID_OFFSET, header.cid)
                .putLong(FILE_OFFSET_OFFSET, header.offset)
                .putInt(LENGTH_OFFSET, payload)
                .putInt(LENGTH_OFFSET + Integer.BYTES, 0);
        block.putInt(sum(block, HEADER_BYTES + payload));
        block.flip();
    }

    /**
     * Checks a whole block and sets its position to the payload, its limit to the payload's end.
     *
     * @param expectedId the block that it has to be
     */
    static Header open(ByteBuffer block, long expectedId) throws CorruptDataException {
        block.order(ByteOrder.LITTLE_ENDIAN);
        int size = block.limit();
        check("at least header and sum", HEADER_BYTES + SUM_BYTES, size, size >= HEADER_BYTES + SUM_BYTES);
        check("magic", MAGIC, block.getInt(0), block.getInt(0) == MAGIC);
        int payload = block.getInt(LENGTH_OFFSET);
        int rest = size - HEADER_BYTES - SUM_BYTES;
        check("payload length", rest, payload, payload == rest);
        int sum = sum(block, HEADER_BYTES + payload);
        int stored = block.getInt(HEADER_BYTES + payload);
        check("sum", sum, stored, sum == stored);
        long id = block.getLong(ID_OFFSET);
        check("block id", expectedId, id, id == expectedId);
        int kind = block.get(KIND_OFFSET);
        check(
                "block kind",
                BlockId.kind(id).code(),
                kind,
                kind == BlockId.kind(id).code());
        block.limit(HEADER_BYTES + payload).position(HEADER_BYTES);
        return new Header(
                id,
                FileKind.ofCode(block.get(FILE_KIND_OFFSET)),
                block.getInt(FID_OFFSET),
                block.getLong(CID_OFFSET),
                block.getLong(FILE_OFFSET_OFFSET),
                block.getInt(ENTRIES_OFFSET));
    }

    private static void check(String what, long expected, long found, boolean holds) throws CorruptDataException {
        if (!holds) {
            throw new CorruptDataException("block", 0, what + " " + expected, found);
        }
    }

    private static int sum(ByteBuffer block, int length) {
        CRC32C crc = new CRC32C();
        crc.update(block.slice(0, length));
        return (int) crc.getValue();
    }

    /** Whether blocks of this kind have this layout. */
    static boolean covers(BlockKind kind) {
        return switch (kind) {
            case META, STT, DATA, HEAD, SMA, TOMB, INDEX -> true;
            case WAL, VNODE, CURRENT -> false;
        };
    }
}
