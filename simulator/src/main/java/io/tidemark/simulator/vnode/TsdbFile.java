package io.tidemark.simulator.vnode;

import io.tidemark.simulator.store.BlockId;
import io.tidemark.simulator.store.BlockKind;
import io.tidemark.simulator.store.StoreFile;

/**
 * A file of a file set. Its identity is (kind, file set, cid); {@code .data} and {@code .sma} grow in later edits under
 * the same name, all others are written once.
 */
final class TsdbFile {
    final FileKind kind;
    final int fid;
    final long cid;
    final StoreFile file;
    private final LongList blocks = new LongList();
    private final BlockBuffer index = new BlockBuffer();
    private long minVersion = Long.MAX_VALUE;
    private long maxVersion = Long.MIN_VALUE;

    TsdbFile(FileKind kind, int fid, long cid, StoreFile file) {
        this.kind = kind;
        this.fid = fid;
        this.cid = cid;
        this.file = file;
    }

    static String name(int vnode, FileKind kind, int fid, long cid) {
        return "v" + vnode + "f" + fid + "ver" + cid + "." + kind.suffix();
    }

    void addBlock(long id, long offset, int length, int entries, long suid) {
        blocks.add(id);
        if (BlockId.kind(id) != BlockKind.INDEX && kind != FileKind.DATA && kind != FileKind.SMA) {
            index.entry(BlockLayout.INDEX_RECORD_BYTES)
                    .putLong(suid)
                    .putLong(offset)
                    .putInt(length)
                    .putInt(entries)
                    .putLong(BlockId.kind(id).code());
        }
    }

    /** The index of the blocks so far; an empty file has none to write. */
    BlockBuffer index() {
        return index;
    }

    /** Every block ever written to the file, dead ones of a {@code .data} or {@code .sma} file among them. */
    LongList blocks() {
        return blocks;
    }

    void covers(long version) {
        minVersion = Math.min(minVersion, version);
        maxVersion = Math.max(maxVersion, version);
    }

    /** The lowest row or delete version in it; above {@link #maxVersion()} when there is none. */
    long minVersion() {
        return minVersion;
    }

    long maxVersion() {
        return maxVersion;
    }
}
