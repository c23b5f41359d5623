package io.tidemark.backup;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The index of a pack: its chunks and the ids of its records. See {@link PackLayout}. */
final class PackIndex {
    private final List<Chunk> chunks;
    private final long[] ids;

    PackIndex(List<Chunk> chunks, long[] ids) {
        this.chunks = List.copyOf(chunks);
        this.ids = ids;
    }

    /** In file order. */
    List<Chunk> chunks() {
        return chunks;
    }

    /** The ids of all records, in file order; not to be changed. */
    long[] ids() {
        return ids;
    }

    /** A chunk as the index names it. */
    record Chunk(int storedLength, int rawLength, int records, int flags, String sha256) {}

    byte[] encode() {
        int length = rawLength(chunks.size(), ids.length);
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(chunks.size()).putInt(ids.length);
        for (Chunk chunk : chunks) {
            buffer.putInt(chunk.storedLength)
                    .putInt(chunk.rawLength)
                    .putInt(chunk.records)
                    .putInt(chunk.flags);
            buffer.put(HexFormat.of().parseHex(chunk.sha256));
        }
        for (long id : ids) {
            buffer.putLong(id);
        }
        return buffer.array();
    }

    /** Reads an index; {@code null} if the numbers in it contradict each other. */
    static @Nullable PackIndex decode(byte[] raw) {
        ByteBuffer buffer = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        if (raw.length < PackLayout.INDEX_HEADER_BYTES) {
            return null;
        }
        int chunkCount = buffer.getInt();
        int recordCount = buffer.getInt();
        if (chunkCount < 0 || recordCount < 0 || !fits(chunkCount, recordCount, raw.length)) {
            return null;
        }
        List<Chunk> chunks = new ArrayList<>(chunkCount);
        for (int i = 0; i < chunkCount; i++) {
            chunks.add(decodeChunk(buffer));
        }
        long[] ids = new long[recordCount];
        Arrays.setAll(ids, i -> buffer.getLong());
        PackIndex index = new PackIndex(chunks, ids);
        return index.isConsistent() ? index : null;
    }

    private static Chunk decodeChunk(ByteBuffer buffer) {
        int stored = buffer.getInt();
        int raw = buffer.getInt();
        int records = buffer.getInt();
        int flags = buffer.getInt();
        byte[] hash = new byte[PackLayout.HASH_BYTES];
        buffer.get(hash);
        return new Chunk(stored, raw, records, flags, Digests.hex(hash));
    }

    private boolean isConsistent() {
        long records = 0;
        for (Chunk chunk : chunks) {
            if (chunk.storedLength < 0 || chunk.records < 1 || !isRawLengthPossible(chunk)) {
                return false;
            }
            records += chunk.records;
        }
        return records == ids.length;
    }

    private static boolean isRawLengthPossible(Chunk chunk) {
        return chunk.rawLength >= (long) chunk.records * PackLayout.RECORD_HEADER_BYTES
                && chunk.rawLength <= PackWriter.CHUNK_RAW_BYTES_MAX;
    }

    /** Where the chunks end and the index begins, if the chunks begin after the header. */
    long end() {
        long at = PackLayout.HEADER_BYTES;
        for (Chunk chunk : chunks) {
            at += chunk.storedLength;
        }
        return at;
    }

    /** The bytes of all blocks. */
    long contentBytes() {
        long bytes = -(long) ids.length * PackLayout.RECORD_HEADER_BYTES;
        for (Chunk chunk : chunks) {
            bytes += chunk.rawLength;
        }
        return bytes;
    }

    private static boolean fits(long chunkCount, long recordCount, int length) {
        return PackLayout.INDEX_HEADER_BYTES + chunkCount * PackLayout.CHUNK_ENTRY_BYTES + recordCount * Long.BYTES
                == length;
    }

    private static int rawLength(int chunkCount, int recordCount) {
        return PackLayout.INDEX_HEADER_BYTES + chunkCount * PackLayout.CHUNK_ENTRY_BYTES + recordCount * Long.BYTES;
    }
}
