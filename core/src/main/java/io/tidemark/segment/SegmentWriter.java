package io.tidemark.segment;

import static io.tidemark.segment.SegmentLayout.*;

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
    /** Heap bytes that a writer takes beside its index. */
    static final long MEMORY_BYTES = 2L * EventChunk.MEMORY_BYTES;

    /** So many times its index a writer takes at the most, while that grows. */
    static final int INDEX_COPIES = 3;

    private final Storage.Output output;
    private final EventChunk chunk = new EventChunk();
    private final ChunkEncoder encoder = new ChunkEncoder();
    private final CRC32C crc = new CRC32C();
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

    /** Adds the next chunk in WAL order, as it stands in another segment. Ends the chunk that is being filled. */
    void addChunk(ChunkEntry entry, ByteBuffer bytes) throws IOException {
        if (chunk.count > 0) {
            endChunk();
        }
        writeChunk(entry.at(nextOffset()), bytes);
    }

    private void endChunk() throws IOException {
        ChunkEntry entry = encoder.encode(chunk, nextOffset());
        writeChunk(entry, encoder.bytes());
        chunk.count = 0;
    }

    private long nextOffset() {
        return output.position() - HEADER_BYTES;
    }

    private void writeChunk(ChunkEntry entry, ByteBuffer bytes) throws IOException {
        if (index.remaining() < INDEX_ENTRY_BYTES) {
            index = littleEndian(index.capacity() * 2).put(index.flip());
        }
        entry.write(index);
        output.write(bytes);
        zone.add(entry.minWal(), entry.minTime());
        zone.add(entry.maxWal(), entry.maxTime());
        events += entry.events();
        chunks++;
    }

    /**
     * Writes what is left and the header. The caller forces.
     *
     * @param sets of the events that were added
     * @param firstSequence the first seal that is in it
     * @param lastSequence the last one
     * @param lateFrom see {@link EventRun#lateFrom}
     * @param isDisordered see {@link EventRun#isDisordered}
     */
    SegmentHeader end(
            SegmentSets.Source sets, long firstSequence, long lastSequence, long lateFrom, boolean isDisordered)
            throws IOException {
        endColumns();
        beginPart(INDEX);
        writePiece(index.flip());
        endPart(INDEX);
        for (int i = 0; i < SETS; i++) {
            beginPart(FIRST_SET + i);
            sets.write(SegmentSets.ORDER.get(i), this::writePiece);
            endPart(FIRST_SET + i);
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

    private void endColumns() throws IOException {
        if (chunk.count > 0) {
            endChunk();
        }
        output.write(ByteBuffer.allocate(COLUMNS_PADDING));
        lengths[COLUMNS] = nextOffset();
    }

    private void beginPart(int part) {
        offsets[part] = output.position();
        crc.reset();
    }

    private void writePiece(ByteBuffer bytes) throws IOException {
        crc.update(bytes.duplicate());
        output.write(bytes);
    }

    private void endPart(int part) {
        lengths[part] = output.position() - offsets[part];
        checksums[part] = (int) crc.getValue();
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
