package io.tidemark.backup;

import io.tidemark.spi.Storage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads one pack and believes nothing in it that is not vouched for by the manifest: the tail by its SHA-256, a chunk by
 * the SHA-256 in the index, a section by its tag, a block by its CRC32C. Whatever does not hold is a
 * {@link BackupRefusedException}, before any byte of the block is handed out. Holds the index and one chunk in memory.
 * To be used from one thread.
 */
final class PackReader implements AutoCloseable {
    private final String backup;
    private final PackEntry entry;
    private final Storage.Input input;
    private final PackHeader header;
    private final SectionCodec codec;
    private final PackIndex index;

    private PackReader(
            String backup,
            PackEntry entry,
            Storage.Input input,
            PackHeader header,
            SectionCodec codec,
            PackIndex index) {
        this.backup = backup;
        this.entry = entry;
        this.input = input;
        this.header = header;
        this.codec = codec;
        this.index = index;
    }

    /**
     * Opens a pack and reads its index.
     *
     * @param seed of the backup that the pack must belong to
     * @param key needed if the pack is encrypted
     */
    static PackReader open(Storage storage, String backup, PackEntry entry, byte[] seed, @Nullable BackupKey key)
            throws IOException {
        Storage.Input input = openFile(storage, backup, entry);
        try {
            return open(input, backup, entry, seed, key);
        } catch (EOFException e) {
            input.close();
            throw new BackupRefusedException(
                    Finding.of(backup, entry.name(), "pack must be whole", entry.length(), input.size()), e);
        } catch (IOException | RuntimeException e) {
            input.close();
            throw e;
        }
    }

    static Storage.Input openFile(Storage storage, String backup, PackEntry entry) throws IOException {
        try {
            return storage.open(entry.name());
        } catch (NoSuchFileException e) {
            throw new BackupRefusedException(Finding.of(backup, entry.name(), "pack must exist", "a file", "none"), e);
        }
    }

    private static PackReader open(
            Storage.Input input, String backup, PackEntry entry, byte[] seed, @Nullable BackupKey key)
            throws IOException {
        if (input.size() != entry.length()) {
            throw BackupRefusedException.of(backup, entry.name(), "length of a pack", entry.length(), input.size());
        }
        PackHeader header = readHeader(input, backup, entry, seed);
        SectionCodec codec = SectionCodec.decoder(cipher(backup, entry, header, key));
        PackIndex index = readIndex(input, backup, entry, codec);
        return new PackReader(backup, entry, input, header, codec, index);
    }

    /** Reads and checks the header alone, which needs no key. */
    static PackHeader readHeader(Storage.Input input, String backup, PackEntry entry, byte[] seed) throws IOException {
        byte[] bytes = new byte[PackLayout.HEADER_BYTES];
        input.read(0, ByteBuffer.wrap(bytes));
        PackHeader found = PackHeader.decode(bytes);
        PackHeader expected = new PackHeader(
                BackupFile.number(backup), entry.number(), new PackHeader.Bytes(seed), found.salt(), found.encrypted());
        if (!found.equals(expected)) {
            throw BackupRefusedException.of(backup, entry.name(), "pack must belong to its backup", expected, found);
        }
        if (!Arrays.equals(bytes, found.encode())) {
            throw BackupRefusedException.of(
                    backup,
                    entry.name() + ", header",
                    "header of a pack",
                    Digests.hex(found.encode()),
                    Digests.hex(bytes));
        }
        return found;
    }

    private static @Nullable PackCipher cipher(
            String backup, PackEntry entry, PackHeader header, @Nullable BackupKey key) throws BackupRefusedException {
        if (!header.encrypted()) {
            return null;
        }
        if (key == null) {
            throw BackupRefusedException.of(backup, entry.name(), "encrypted pack needs the key", "a key", "none");
        }
        return new PackCipher(key, header);
    }

    private static PackIndex readIndex(Storage.Input input, String backup, PackEntry entry, SectionCodec codec)
            throws IOException {
        long footerPosition = entry.length() - PackLayout.FOOTER_BYTES;
        if (footerPosition < PackLayout.HEADER_BYTES) {
            throw BackupRefusedException.of(
                    backup, entry.name(), "pack must hold a header and a footer", "more bytes", entry.length());
        }
        byte[] bytes = new byte[PackLayout.FOOTER_BYTES];
        input.read(footerPosition, ByteBuffer.wrap(bytes));
        ByteBuffer footer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long position = footer.getLong(PackLayout.FOOTER_INDEX_OFFSET);
        int stored = footer.getInt(PackLayout.FOOTER_STORED_OFFSET);
        int raw = footer.getInt(PackLayout.FOOTER_RAW_OFFSET);
        boolean indexFits = position >= PackLayout.HEADER_BYTES && stored >= 0 && position + stored == footerPosition;
        if (!isFooter(bytes) || !indexFits || raw < 0 || raw > PackLayout.INDEX_RAW_BYTES_MAX) {
            throw BackupRefusedException.of(
                    backup,
                    entry.name() + ", position " + footerPosition,
                    "footer of a pack",
                    "magic, CRC and an index before it",
                    Digests.hex(bytes));
        }
        return readIndex(input, backup, entry, codec, footer);
    }

    private static boolean isFooter(byte[] bytes) {
        ByteBuffer footer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return footer.getLong(PackLayout.FOOTER_MAGIC_OFFSET) == PackLayout.FOOTER_MAGIC
                && footer.getInt(PackLayout.FOOTER_CRC_OFFSET)
                        == Digests.crc32c(bytes, 0, PackLayout.FOOTER_CRC_OFFSET);
    }

    private static PackIndex readIndex(
            Storage.Input input, String backup, PackEntry entry, SectionCodec codec, ByteBuffer footer)
            throws IOException {
        long position = footer.getLong(PackLayout.FOOTER_INDEX_OFFSET);
        String tail = Digests.sha256(input, position, entry.length() - position);
        String where = entry.name() + ", position " + position;
        if (!tail.equals(entry.tailSha256())) {
            throw BackupRefusedException.of(backup, where, "SHA-256 of a pack's tail", entry.tailSha256(), tail);
        }
        byte[] stored = new byte[footer.getInt(PackLayout.FOOTER_STORED_OFFSET)];
        input.read(position, ByteBuffer.wrap(stored));
        int flags = footer.getInt(PackLayout.FOOTER_FLAGS_OFFSET);
        int rawLength = footer.getInt(PackLayout.FOOTER_RAW_OFFSET);
        byte[] raw = codec.decode(PackLayout.INDEX_SECTION, flags, rawLength, stored);
        PackIndex index = raw == null ? null : PackIndex.decode(raw);
        if (index == null || index.end() != position) {
            throw BackupRefusedException.of(
                    backup, where, "index of a pack must open and agree with the file", "an index", "other bytes");
        }
        return index;
    }

    PackIndex index() {
        return index;
    }

    boolean isEncrypted() {
        return header.encrypted();
    }

    /** Hands out every record whose id is wanted, reading only the chunks that hold one. */
    void read(LongPredicate wanted, BlockSink sink) throws IOException {
        long position = PackLayout.HEADER_BYTES;
        int first = 0;
        for (int i = 0; i < index.chunks().size(); i++) {
            PackIndex.Chunk chunk = index.chunks().get(i);
            if (anyWanted(first, chunk.records(), wanted)) {
                readChunk(i, position, first, wanted, sink);
            }
            position += chunk.storedLength();
            first += chunk.records();
        }
    }

    private boolean anyWanted(int first, int count, LongPredicate wanted) {
        return Arrays.stream(index.ids(), first, first + count).anyMatch(wanted);
    }

    private void readChunk(int number, long position, int first, LongPredicate wanted, BlockSink sink)
            throws IOException {
        byte[] raw = chunkBytes(number, position);
        ByteBuffer records = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        int count = index.chunks().get(number).records();
        for (int i = 0; i < count; i++) {
            readRecord(records, number, index.ids()[first + i], wanted, sink);
        }
        if (records.hasRemaining()) {
            throw damaged(number, "records must fill the chunk", 0, records.remaining());
        }
    }

    private byte[] chunkBytes(int number, long position) throws IOException {
        PackIndex.Chunk chunk = index.chunks().get(number);
        byte[] stored = new byte[chunk.storedLength()];
        input.read(position, ByteBuffer.wrap(stored));
        String hash = Digests.hex(Digests.sha256(stored, stored.length));
        if (!hash.equals(chunk.sha256())) {
            throw damaged(number, "SHA-256 of a chunk", chunk.sha256(), hash);
        }
        byte[] raw = codec.decode(number, chunk.flags(), chunk.rawLength(), stored);
        if (raw == null) {
            throw damaged(number, "chunk must open to its raw length", chunk.rawLength(), "other bytes");
        }
        return raw;
    }

    private void readRecord(ByteBuffer records, int chunk, long expectedId, LongPredicate wanted, BlockSink sink)
            throws IOException {
        if (records.remaining() < PackLayout.RECORD_HEADER_BYTES) {
            throw damaged(chunk, "chunk must hold its records", PackLayout.RECORD_HEADER_BYTES, records.remaining());
        }
        long id = records.getLong();
        int length = records.getInt();
        int crc = records.getInt();
        if (id != expectedId) {
            throw damaged(chunk, "block id of a record", Long.toUnsignedString(expectedId), Long.toUnsignedString(id));
        }
        if (length < 0 || length > records.remaining()) {
            throw damaged(chunk, "length of a record", "at most " + records.remaining(), length);
        }
        ByteBuffer content = records.slice(records.position(), length);
        records.position(records.position() + length);
        int found = Digests.crc32c(content);
        if (found != crc) {
            throw damaged(
                    chunk,
                    "CRC32C of block " + Long.toUnsignedString(id),
                    Integer.toHexString(crc),
                    Integer.toHexString(found));
        }
        if (wanted.test(id)) {
            sink.accept(id, content.asReadOnlyBuffer());
        }
    }

    private BackupRefusedException damaged(int chunk, String what, Object expected, Object found) {
        return BackupRefusedException.of(backup, entry.name() + ", chunk " + chunk, what, expected, found);
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
