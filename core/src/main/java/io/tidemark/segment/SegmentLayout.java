package io.tidemark.segment;

/**
 * The bytes of a sealed segment, on disk and in memory alike. All numbers are little-endian.
 *
 * <pre>
 *   0      4      8              16                                  256   260   264
 *   +------+------+--------------+------------------------------------+-----+-----+----------+---------+-------+
 *   |magic |versn |  file length |  what it holds, table of the parts | crc |  0  | COLUMNS  |  INDEX  | sets  |
 *   +------+------+--------------+------------------------------------+-----+-----+----------+---------+-------+
 *
 *   header, from 16:  first sequence u64, last sequence u64, events u64,
 *                     min WAL u64, max WAL u64, min time i64, max time i64, late-from WAL u64,
 *                     flags u32 (bit 0: disordered), chunks u32,
 *                     then seven parts of 24 bytes, not aligned: offset u64, length u64, crc32c u32, 0 u32
 *   crc:              CRC32C over bytes 0 to 255; written last, so it is the commit signal of the file
 *
 *   parts, in the order of their table:
 *     0 COLUMNS    the events in WAL order, in chunks of up to 1,024; then 8 bytes of padding. Covered chunk by chunk.
 *     1 INDEX      one entry of 72 bytes for each chunk
 *     2 TOUCHED    3 CREATED    4 DELETED    5 UNFLUSHED    6 FLUSHED     portable 64-bit Roaring sets
 *
 *   index entry:  min WAL u64, max WAL u64, min time i64, max time i64, min block u64, max block u64,
 *                 offset in COLUMNS u64, length u32, events u32, crc32c of the chunk u32, 0 u32
 *
 *   chunk:        four columns, each: mode u8 (0 frame, 1 delta), width u8 (bits, 0 to 56 or 64), 0 u48, base u64, packed bits;
 *                 the order is block, WAL offset, time, kind; a column's bits end at a whole byte
 * </pre>
 *
 * <p>A header comes first and is written last: a file that was cut short, or whose writer died, has no valid checksum there.
 */
final class SegmentLayout {
    /** {@code TMSG}. */
    static final int MAGIC = 0x47534D54;

    static final int VERSION = 1;

    static final int HEADER_BYTES = 264;
    static final int MAGIC_AT = 0;
    static final int VERSION_AT = 4;
    static final int LENGTH_AT = 8;
    static final int FIRST_SEQUENCE_AT = 16;
    static final int LAST_SEQUENCE_AT = 24;
    static final int EVENTS_AT = 32;
    static final int MIN_WAL_AT = 40;
    static final int MAX_WAL_AT = 48;
    static final int MIN_TIME_AT = 56;
    static final int MAX_TIME_AT = 64;
    static final int LATE_FROM_AT = 72;
    static final int FLAGS_AT = 80;
    static final int CHUNKS_AT = 84;
    static final int PARTS_AT = 88;
    static final int HEADER_CRC_AT = 256;

    static final int FLAG_DISORDERED = 1;

    static final int PART_BYTES = 24;
    static final int PART_OFFSET_AT = 0;
    static final int PART_LENGTH_AT = 8;
    static final int PART_CRC_AT = 16;

    static final int COLUMNS = 0;
    static final int INDEX = 1;
    static final int FIRST_SET = 2;
    static final int SETS = 5;
    static final int PARTS = FIRST_SET + SETS;

    static final int CHUNK_EVENTS = 1024;
    static final int COLUMNS_PADDING = 8;

    static final int INDEX_ENTRY_BYTES = 72;
    static final int ENTRY_MIN_WAL_AT = 0;
    static final int ENTRY_MAX_WAL_AT = 8;
    static final int ENTRY_MIN_TIME_AT = 16;
    static final int ENTRY_MAX_TIME_AT = 24;
    static final int ENTRY_MIN_BLOCK_AT = 32;
    static final int ENTRY_MAX_BLOCK_AT = 40;
    static final int ENTRY_OFFSET_AT = 48;
    static final int ENTRY_LENGTH_AT = 56;
    static final int ENTRY_EVENTS_AT = 60;
    static final int ENTRY_CRC_AT = 64;

    static final int COLUMN_HEADER_BYTES = 16;

    private SegmentLayout() {}
}
