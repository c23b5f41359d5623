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
    private final ColumnEncoder columns = new ColumnEncoder();
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

    /** Adds all events of a segment whose WAL offsets never go down. */
    void addSorted(ActiveSegment source, int count) throws IOException {
        for (int begin = 0; begin < count; begin += CHUNK_EVENTS) {
            chunk.copy(source, begin, Math.min(CHUNK_EVENTS, count - begin));
            endChunk();
        }
    }

    /** Adds the events of a segment in the order given, which is that of their WAL offsets. */
    void addOrdered(ActiveSegment source, int[] order, int count) throws IOException {
        for (int begin = 0; begin < count; begin += CHUNK_EVENTS) {
            chunk.gather(source, order, begin, Math.min(CHUNK_EVENTS, count - begin));
            endChunk();
        }
    }

    /** Adds a chunk of another segment as it is. */
    void addChunk(ByteBuffer bytes, ChunkIndex source, int number) throws IOException {
        if (chunk.count > 0) {
            endChunk();
        }
        ensureIndexRoom();
        int entry = index.position();
        index.put(source.entryOf(number));
        index.putLong(entry + ENTRY_OFFSET_AT, output.position() - HEADER_BYTES);
        zone.add(source.minWal(number), source.minTime(number));
        zone.add(source.maxWal(number), source.maxTime(number));
        output.write(bytes);
        events += source.events(number);
        chunks++;
    }

    private void ensureIndexRoom() {
        if (index.remaining() < INDEX_ENTRY_BYTES) {
            index = littleEndian(index.capacity() * 2).put(index.flip());
        }
    }

    private void endChunk() throws IOException {
        encoded.clear();
        ensureIndexRoom();
        encodeColumns();
        encoded.flip();
        index.putLong(output.position() - HEADER_BYTES)
                .putInt(encoded.remaining())
                .putInt(chunk.count);
        index.putInt(checksum(encoded)).putInt(0);
        output.write(encoded);
        events += chunk.count;
        chunks++;
        chunk.count = 0;
    }

    /* Encodes the chunk, and begins its index entry with the bounds that were found on the way. */
    private void encodeColumns() {
        columns.encode(chunk.blocks, chunk.count, encoded);
        boolean isOneSign = columns.min() >= 0 || columns.max() < 0;
        long minBlock = isOneSign ? columns.min() : smallestUnsigned(chunk.blocks, chunk.count);
        long maxBlock = isOneSign ? columns.max() : largestUnsigned(chunk.blocks, chunk.count);
        columns.encode(chunk.walOffsets, chunk.count, encoded);
        long minWal = chunk.walOffsets[0];
        long maxWal = chunk.walOffsets[chunk.count - 1];
        columns.encode(chunk.timestamps, chunk.count, encoded);
        index.putLong(minWal).putLong(maxWal).putLong(columns.min()).putLong(columns.max());
        index.putLong(minBlock).putLong(maxBlock);
        zone.add(minWal, columns.min());
        zone.add(maxWal, columns.max());
        columns.encode(chunk.kinds, chunk.count, encoded);
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
        writeSets(SegmentSets.of(changes));
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

    @SuppressWarnings(
            "ReferenceEquality") // Sets that equal the first are the same object; missing one costs time only.
    private void writeSets(BlockSet[] sets) throws IOException {
        ByteBuffer first = serialized(sets[0]);
        for (int i = 0; i < SETS; i++) {
            writePart(FIRST_SET + i, sets[i] == sets[0] ? first.rewind() : serialized(sets[i]));
        }
    }

    private static ByteBuffer serialized(BlockSet set) {
        ByteBuffer bytes = littleEndian(Math.toIntExact(set.serializedBytes()));
        set.serialize(bytes);
        return bytes.flip();
    }

    private void writePart(int part, ByteBuffer bytes) throws IOException {
        offsets[part] = output.position();
        lengths[part] = bytes.remaining();
        checksums[part] = checksum(bytes);
        output.write(bytes);
    }

    private static long smallestUnsigned(long[] values, int count) {
        long smallest = values[0];
        for (int i = 1; i < count; i++) {
            smallest = Long.compareUnsigned(values[i], smallest) < 0 ? values[i] : smallest;
        }
        return smallest;
    }

    private static long largestUnsigned(long[] values, int count) {
        long largest = values[0];
        for (int i = 1; i < count; i++) {
            largest = Long.compareUnsigned(values[i], largest) > 0 ? values[i] : largest;
        }
        return largest;
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
