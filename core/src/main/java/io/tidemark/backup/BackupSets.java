package io.tidemark.backup;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.bitmap.CorruptDataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Which blocks a backup has and which it takes away. A full backup has every block of its moment as {@code created}, so
 * that all modes compose alike: after a backup exist the blocks that existed before it, without {@code deleted}, and
 * {@code created} and {@code modified}.
 *
 * <p>In pack 0 each set is stored in the portable 64-bit Roaring format, cut into pieces of 1 MiB: a record's id is the
 * number of the set (0 created, 1 modified, 2 deleted) in the upper and the number of the piece in the lower 32 bits.
 * Writing and reading hold one serialized set in memory, which may have up to 2 GiB.
 */
record BackupSets(BlockSet created, BlockSet modified, BlockSet deleted) {
    private static final int PIECE_BYTES = 1 << 20;
    private static final int SET_COUNT = 3;

    /** The blocks whose contents are in the backup. */
    BlockSet dirty() {
        return created.or(modified);
    }

    /** The blocks that exist after this backup, given those that did before. */
    BlockSet applyTo(BlockSet before) {
        return before.andNot(deleted).or(dirty());
    }

    void write(PackWriter pack) throws IOException {
        write(pack, 0, created);
        write(pack, 1, modified);
        write(pack, 2, deleted);
    }

    private static void write(PackWriter pack, long set, BlockSet blocks) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(blocks.serializedBytes()));
        blocks.serialize(bytes);
        bytes.flip();
        for (int piece = 0; bytes.hasRemaining(); piece++) {
            int length = Math.min(PIECE_BYTES, bytes.remaining());
            pack.add(set << Integer.SIZE | piece, bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
        }
    }

    /** Reads the sets and checks that no block is in two of them. */
    static BackupSets read(String backup, PackEntry entry, PackReader pack) throws IOException {
        ByteArrayOutputStream[] bytes = new ByteArrayOutputStream[SET_COUNT];
        for (int i = 0; i < SET_COUNT; i++) {
            bytes[i] = new ByteArrayOutputStream();
        }
        pack.read(id -> true, (id, content) -> append(backup, entry, bytes, id, content));
        BackupSets sets = new BackupSets(
                parse(backup, entry, "created", bytes[0]),
                parse(backup, entry, "modified", bytes[1]),
                parse(backup, entry, "deleted", bytes[2]));
        sets.checkDisjoint(backup, entry);
        return sets;
    }

    private static void append(
            String backup, PackEntry entry, ByteArrayOutputStream[] bytes, long id, ByteBuffer content)
            throws IOException {
        long set = id >>> Integer.SIZE;
        if (set >= SET_COUNT || (int) id != bytes[(int) set].size() / PIECE_BYTES) {
            throw BackupRefusedException.of(
                    backup,
                    entry.name(),
                    "pieces of the sets must be in order",
                    "the next piece",
                    Long.toHexString(id));
        }
        byte[] piece = new byte[content.remaining()];
        content.get(piece);
        bytes[(int) set].writeBytes(piece);
    }

    private static BlockSet parse(String backup, PackEntry entry, String name, ByteArrayOutputStream bytes)
            throws BackupRefusedException {
        try {
            return BlockSet.deserialize(ByteBuffer.wrap(bytes.toByteArray()));
        } catch (CorruptDataException e) {
            throw new BackupRefusedException(
                    Finding.of(
                            backup,
                            entry.name(),
                            "set of " + name + " blocks",
                            "a Roaring bitmap",
                            String.valueOf(e.getMessage())),
                    e);
        }
    }

    private void checkDisjoint(String backup, PackEntry entry) throws BackupRefusedException {
        BlockSet twice = created.and(modified).or(dirty().and(deleted));
        if (!twice.isEmpty()) {
            throw BackupRefusedException.of(
                    backup,
                    entry.name(),
                    "created, modified and deleted must share no block",
                    "none",
                    twice.cardinality() + " blocks, first " + Long.toUnsignedString(twice.first()));
        }
    }
}
