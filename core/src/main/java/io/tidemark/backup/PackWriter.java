package io.tidemark.backup;

import io.tidemark.spi.BlockSource;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes one pack from its header to its footer, holding one chunk in memory. To be used from one thread. See
 * {@link PackLayout}.
 */
final class PackWriter implements AutoCloseable {
    /** The largest chunk: one block of the largest kind, alone. */
    static final int CHUNK_RAW_BYTES_MAX = BlockSource.MAX_BLOCK_BYTES + PackLayout.RECORD_HEADER_BYTES;

    /** What a finished pack's manifest entry needs. */
    record Finished(long length, String sha256, String tailSha256) {}

    private final Storage.Output output;
    private final SectionCodec codec;
    private final int chunkBytes;
    private final MessageDigest fileDigest = Digests.sha256();
    private final List<PackIndex.Chunk> chunks = new ArrayList<>();
    private long[] ids = new long[64];
    private int idCount;
    private int idCountBeforeChunk;
    private byte[] chunk;
    private int chunkLength;
    private long contentBytes;

    PackWriter(Storage.Output output, PackHeader header, SectionCodec codec, int chunkBytes) throws IOException {
        this.output = output;
        this.codec = codec;
        this.chunkBytes = chunkBytes;
        this.chunk = new byte[Math.min(chunkBytes, 1 << 16)];
        write(ByteBuffer.wrap(header.encode()));
    }

    /** Records so far. */
    int records() {
        return idCount;
    }

    /** Bytes of the blocks so far. */
    long contentBytes() {
        return contentBytes;
    }

    /** Appends a record; the content is consumed. */
    void add(long id, ByteBuffer content) throws IOException {
        int length = PackLayout.RECORD_HEADER_BYTES + content.remaining();
        if (chunkLength > 0 && chunkLength + length > chunkBytes) {
            flushChunk();
        }
        reserve(length);
        contentBytes += content.remaining();
        ByteBuffer record = ByteBuffer.wrap(chunk, chunkLength, length).slice().order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(id).putInt(content.remaining()).putInt(Digests.crc32c(content));
        record.put(content);
        chunkLength += length;
        addId(id);
    }

    private void reserve(int length) {
        if (chunk.length - chunkLength < length) {
            long doubled = Math.min(2L * chunk.length, chunkBytes);
            chunk = Arrays.copyOf(chunk, (int) Math.max(doubled, (long) chunkLength + length));
        }
    }

    private void addId(long id) {
        if (idCount == ids.length) {
            ids = Arrays.copyOf(ids, 2 * idCount);
        }
        ids[idCount++] = id;
    }

    private void flushChunk() throws IOException {
        SectionCodec.Stored stored = codec.encode(chunks.size(), chunk, chunkLength);
        String hash = Digests.hex(Digests.sha256(stored.bytes(), stored.bytes().length));
        chunks.add(new PackIndex.Chunk(
                stored.bytes().length, chunkLength, idCount - idCountBeforeChunk, stored.flags(), hash));
        write(ByteBuffer.wrap(stored.bytes()));
        idCountBeforeChunk = idCount;
        chunkLength = 0;
    }

    /** Writes what is left, the index and the footer, and makes the file durable under its temporary name. */
    Finished finish() throws IOException {
        if (chunkLength > 0) {
            flushChunk();
        }
        long indexPosition = output.position();
        byte[] index = new PackIndex(chunks, Arrays.copyOf(ids, idCount)).encode();
        SectionCodec.Stored stored = codec.encode(PackLayout.INDEX_SECTION, index, index.length);
        byte[] footer = footer(indexPosition, stored, index.length);
        MessageDigest tailDigest = Digests.sha256();
        tailDigest.update(stored.bytes());
        tailDigest.update(footer);
        write(ByteBuffer.wrap(stored.bytes()));
        write(ByteBuffer.wrap(footer));
        output.force();
        long length = output.position();
        output.close();
        return new Finished(length, Digests.hex(fileDigest.digest()), Digests.hex(tailDigest.digest()));
    }

    private static byte[] footer(long indexPosition, SectionCodec.Stored index, int indexRawLength) {
        byte[] bytes = new byte[PackLayout.FOOTER_BYTES];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(PackLayout.FOOTER_INDEX_OFFSET, indexPosition);
        buffer.putInt(PackLayout.FOOTER_STORED_OFFSET, index.bytes().length);
        buffer.putInt(PackLayout.FOOTER_RAW_OFFSET, indexRawLength);
        buffer.putInt(PackLayout.FOOTER_FLAGS_OFFSET, index.flags());
        buffer.putInt(PackLayout.FOOTER_CRC_OFFSET, Digests.crc32c(bytes, 0, PackLayout.FOOTER_CRC_OFFSET));
        buffer.putLong(PackLayout.FOOTER_MAGIC_OFFSET, PackLayout.FOOTER_MAGIC);
        return bytes;
    }

    private void write(ByteBuffer bytes) throws IOException {
        fileDigest.update(bytes.duplicate());
        output.write(bytes);
    }

    /** Gives the file up; after {@link #finish} this does nothing. */
    @Override
    public void close() throws IOException {
        output.close();
    }
}
