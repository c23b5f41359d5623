package io.tidemark.segment;

import static io.tidemark.segment.SegmentLayout.*;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.bitmap.ChangeSet;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Writes one segment, in the form of {@link SegmentLayout}, front to back; the header last. Takes the memory of one chunk
 * and of the index, whatever the segment's size.
 */
final class SegmentWriter {
    private final Storage.Output output;
    private final EventChunk chunk = new EventChunk();
    private final ByteBuffer encoded = littleEndian(EventChunk.ENCODED_BYTES_MAX);
    private final Zone zone = new Zone();
    private final long[] offsets = new long[PARTS];
    private final long[] lengths = new long[PARTS];
    private final int[] checksums = new int[PARTS];
    private ByteBuffer index = littleEndian(64 * INDEX_ENTRY_BYTES);
    private long events;
    private int chunks;

    SegmentWriter(Storage.Output output) throws IOException {
        this.output = output;
        output.write(ByteBuffer.allocate(HEADER_BYTES));
        offsets[COLUMNS] = HEADER_BYTES;
    }

    /** Adds the next event in WAL order. */
    void add(long kind, long blockId, long walOffset, long timestampNanos) throws IOException {
        chunk.add(kind, blockId, walOffset, timestampNanos);
        if (chunk.isFull()) {
            endChunk();
        }
    }

    private void endChunk() throws IOException {
        encoded.clear();
        chunk.encode(encoded);
        encoded.flip();
        indexChunk(encoded);
        output.write(encoded);
        events += chunk.count;
        chunks++;
        chunk.count = 0;
    }

    private void indexChunk(ByteBuffer bytes) {
        Zone chunkZone = new Zone();
        long minBlock = -1;
        long maxBlock = 0;
        for (int i = 0; i < chunk.count; i++) {
            chunkZone.add(chunk.walOffsets[i], chunk.timestamps[i]);
            minBlock = Long.compareUnsigned(chunk.blocks[i], minBlock) < 0 ? chunk.blocks[i] : minBlock;
            maxBlock = Long.compareUnsigned(chunk.blocks[i], maxBlock) > 0 ? chunk.blocks[i] : maxBlock;
        }
        zone.add(chunkZone);
        if (index.remaining() < INDEX_ENTRY_BYTES) {
            index = littleEndian(index.capacity() * 2).put(index.flip());
        }
        index.putLong(chunkZone.minWal()).putLong(chunkZone.maxWal());
        index.putLong(chunkZone.minTime()).putLong(chunkZone.maxTime());
        index.putLong(minBlock).putLong(maxBlock);
        index.putLong(output.position() - HEADER_BYTES)
                .putInt(bytes.remaining())
                .putInt(chunk.count);
        index.putInt(checksum(bytes)).putInt(0);
    }

    /** Writes what is left and the header. The caller forces. */
    SegmentHeader end(ChangeSet changes, long firstSequence, long lastSequence, long lateFrom, boolean isDisordered)
            throws IOException {
        if (chunk.count > 0) {
            endChunk();
        }
        output.write(ByteBuffer.allocate(COLUMNS_PADDING));
        lengths[COLUMNS] = output.position() - HEADER_BYTES;
        writePart(INDEX, index.flip());
        BlockSet[] sets = SegmentSets.of(changes);
        for (int i = 0; i < SETS; i++) {
            ByteBuffer bytes = littleEndian(Math.toIntExact(sets[i].serializedBytes()));
            sets[i].serialize(bytes);
            writePart(FIRST_SET + i, bytes.flip());
        }
        SegmentHeader header = new SegmentHeader(
                output.position(),
                firstSequence,
                lastSequence,
                events,
                zone.minWal(),
                zone.maxWal(),
                zone.minTime(),
                zone.maxTime(),
                lateFrom,
                isDisordered,
                chunks,
                offsets,
                lengths,
                checksums);
        output.overwrite(0, header.encode());
        return header;
    }

    private void writePart(int part, ByteBuffer bytes) throws IOException {
        offsets[part] = output.position();
        lengths[part] = bytes.remaining();
        checksums[part] = checksum(bytes);
        output.write(bytes);
    }

    static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
