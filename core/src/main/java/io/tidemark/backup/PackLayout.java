package io.tidemark.backup;

/**
 * The form of a pack file: block contents of one backup, in the order in which they were read. All numbers are
 * little-endian; positions and lengths are in bytes.
 *
 * <pre>
 *  +--------------------------------------------------------------------------+
 *  | header, 100 bytes                                                        |
 *  |   0   8  magic "TIDEPACK"                                                |
 *  |   8   4  format version, 1                                               |
 *  |  12   4  flags: bit 0 set if the sections are encrypted                  |
 *  |  16   8  number of the backup (4 for b0004)                              |
 *  |  24   4  number of the pack in the backup; 0 holds the backup's sets     |
 *  |  28   4  zero                                                            |
 *  |  32  32  seed of the backup, see BackupHeader                            |
 *  |  64  32  salt of the pack's key; zero if not encrypted                   |
 *  |  96   4  CRC32C of bytes 0 to 95                                         |
 *  +--------------------------------------------------------------------------+
 *  | section 0: a chunk of records, stored                                    |
 *  +--------------------------------------------------------------------------+
 *  | section 1 ...                                                            |
 *  +--------------------------------------------------------------------------+
 *  | section 0xFFFFFFFF: the index, stored                                    |
 *  +--------------------------------------------------------------------------+
 *  | footer, 32 bytes                                                         |
 *  |   0   8  position of the index                                           |
 *  |   8   4  stored length of the index                                      |
 *  |  12   4  raw length of the index                                         |
 *  |  16   4  flags of the index: bit 0 set if it is compressed               |
 *  |  20   4  CRC32C of bytes 0 to 19                                         |
 *  |  24   8  magic "TIDEPEND"                                                |
 *  +--------------------------------------------------------------------------+
 *
 *  a chunk, raw: records back to back        the index, raw
 *  +------------------------------+          +------------------------------------------+
 *  |  0  8  block id              |          |  0   4  number of chunks n               |
 *  |  8  4  length of the block m |          |  4   4  number of records r              |
 *  | 12  4  CRC32C of the block   |          |  8  48  per chunk, n times:              |
 *  | 16  m  the block             |          |         0  4  stored length              |
 *  +------------------------------+          |         4  4  raw length                 |
 *                                            |         8  4  number of records          |
 *                                            |        12  4  flags: bit 0 compressed    |
 *                                            |        16 32  SHA-256 of the stored bytes|
 *                                            |      8  block id per record, r times     |
 *                                            +------------------------------------------+
 * </pre>
 *
 * <p>A section is stored as its raw bytes, compressed if that makes them fewer, then encrypted if the pack is (16 bytes
 * of tag follow). Sections lie back to back, so their positions follow from the lengths and cannot contradict them.
 *
 * <p>In pack 0 the records are pieces of the backup's sets instead of blocks, see {@link BackupSets}.
 *
 * <p>Commit signal: the name. A pack is written under a temporary name and forced; the rename to its final name, which
 * contains its SHA-256, makes it exist. The manifest holds its length, that SHA-256, and the SHA-256 of its tail (index
 * and footer), through which a reader trusts the index, through which it trusts each chunk that it needs, without
 * having to read the rest.
 */
final class PackLayout {
    static final long MAGIC = 0x4B43_4150_4544_4954L; // "TIDEPACK" read as little-endian
    static final int VERSION = 1;

    static final int MAGIC_OFFSET = 0;
    static final int VERSION_OFFSET = 8;
    static final int FLAGS_OFFSET = 12;
    static final int BACKUP_OFFSET = 16;
    static final int PACK_OFFSET = 24;
    static final int SEED_OFFSET = 32;
    static final int SALT_OFFSET = 64;
    static final int HEADER_CRC_OFFSET = 96;
    static final int HEADER_BYTES = 100;

    static final int SEED_BYTES = 32;
    static final int SALT_BYTES = 32;
    static final int ENCRYPTED = 1;
    static final int COMPRESSED = 1;

    static final int RECORD_ID_OFFSET = 0;
    static final int RECORD_LENGTH_OFFSET = 8;
    static final int RECORD_CRC_OFFSET = 12;
    static final int RECORD_HEADER_BYTES = 16;

    static final int INDEX_SECTION = 0xFFFF_FFFF;
    static final int INDEX_HEADER_BYTES = 8;
    static final int CHUNK_ENTRY_BYTES = 48;
    static final int CHUNK_RAW_LENGTH_OFFSET = 4;
    static final int CHUNK_RECORDS_OFFSET = 8;
    static final int CHUNK_FLAGS_OFFSET = 12;
    static final int CHUNK_HASH_OFFSET = 16;
    static final int HASH_BYTES = 32;

    static final long FOOTER_MAGIC = 0x444E_4550_4544_4954L; // "TIDEPEND" read as little-endian
    static final int FOOTER_INDEX_OFFSET = 0;
    static final int FOOTER_STORED_OFFSET = 8;
    static final int FOOTER_RAW_OFFSET = 12;
    static final int FOOTER_FLAGS_OFFSET = 16;
    static final int FOOTER_CRC_OFFSET = 20;
    static final int FOOTER_MAGIC_OFFSET = 24;
    static final int FOOTER_BYTES = 32;

    /** The number of the pack that holds a backup's sets. */
    static final int SETS_PACK = 0;

    /** The most records in a pack: bounds the index, which is held in memory whole, to 8 bytes for each and 48 for each chunk. */
    static final int RECORDS_MAX = 1 << 16;

    /** The raw length of the largest index: as many chunks as records. */
    static final int INDEX_RAW_BYTES_MAX = INDEX_HEADER_BYTES + RECORDS_MAX * (CHUNK_ENTRY_BYTES + Long.BYTES);

    private PackLayout() {}
}
