package io.tidemark.segment;

import static io.tidemark.segment.SegmentLayout.*;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.bitmap.ChangeSet;
import io.tidemark.bitmap.CorruptDataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A segment's image read in place: nothing is parsed before it is asked for, and every part is held against its checksum before it is
 * used. Safe for use by any thread; two threads that come first may both do the check.
 *
 * <p>What is on the heap is checked once. A file can change behind our back: of its sets, which are mapped, the checksums are held
 * again each time that they are asked for as a whole; looking up one block in sets checked before does not, and leaves it to the scrub.
 */
final class SegmentView {
    private final SealedSegment segment;
    private final String what;
    private final SegmentHeader header;
    private final SegmentBytes bytes;
    private volatile @Nullable ChangeSet changes;

    SegmentView(SealedSegment segment, SegmentHeader header, SegmentBytes bytes) {
        this.segment = segment;
        this.what = segment.fileName();
        this.header = header;
        this.bytes = bytes;
    }

    // ---- sets

    ChangeSet changes() throws IOException {
        if (bytes.isFile() || changes == null) {
            for (int i = 0; i < SETS; i++) {
                checkPart(FIRST_SET + i);
            }
        }
        return parsedChanges();
    }

    /** The same without another check if there was one. */
    ChangeSet changesOnceChecked() throws IOException {
        return changes == null ? changes() : parsedChanges();
    }

    private ChangeSet parsedChanges() throws IOException {
        ChangeSet known = changes;
        if (known == null) {
            BlockSet[] sets = new BlockSet[SETS];
            for (int i = 0; i < SETS; i++) {
                sets[i] = set(FIRST_SET + i);
            }
            known = SegmentSets.toChangeSet(sets);
            changes = known;
            segment.grow(this, known.memoryBytes());
        }
        return known;
    }

    private BlockSet set(int part) throws IOException {
        ByteBuffer source = bytes.map(header.offsets()[part], header.lengths()[part]);
        BlockSet set = BlockSet.map(source);
        if (source.hasRemaining()) {
            throw new CorruptDataException(what, header.offsets()[part], "one set", source.remaining() + " bytes more");
        }
        return set;
    }

    private void checkPart(int part) throws IOException {
        long offset = header.offsets()[part];
        int found = bytes.checksum(offset, header.lengths()[part]);
        SegmentBytes.expectChecksum(what, offset, header.checksums()[part], found);
    }

    // ---- events

    /** The index of the chunks, read and checked. */
    ChunkIndex index() throws IOException {
        return new ChunkIndex(
                bytes.readChecked(what, header.offsets()[INDEX], header.lengths()[INDEX], header.checksums()[INDEX]),
                header.chunks());
    }

    /** Reads the chunk with this number. */
    void readChunk(ChunkIndex index, int number, EventChunk into) throws IOException {
        into.decode(chunkBytes(index, number), index.length(number), index.events(number));
    }

    /** The chunk with this number as it is stored, checked. */
    ByteBuffer encodedChunk(ChunkIndex index, int number) throws IOException {
        return chunkBytes(index, number).limit(index.length(number));
    }

    private ByteBuffer chunkBytes(ChunkIndex index, int number) throws IOException {
        long offset = index.offset(number);
        int length = index.length(number);
        long room = header.lengths()[COLUMNS] - COLUMNS_PADDING;
        if (offset < 0 || length < 0 || offset > room - length) {
            throw new CorruptDataException(
                    what,
                    header.offsets()[INDEX] + (long) number * INDEX_ENTRY_BYTES,
                    "a chunk inside the columns",
                    offset + ", " + length);
        }
        long begin = header.offsets()[COLUMNS] + offset;
        // Decoding may look at the bytes behind the chunk, but makes nothing of them.
        ByteBuffer source = bytes.read(begin, (long) length + COLUMNS_PADDING);
        int found = SegmentBytes.checksum(source.slice(0, length));
        SegmentBytes.expectChecksum(what, begin, index.checksum(number), found);
        return source;
    }

    // ---- all

    /** Reads and checks everything: the index, each chunk, each set. */
    void verify() throws IOException {
        ChunkIndex index = index();
        EventChunk chunk = new EventChunk();
        long events = 0;
        for (int i = 0; i < header.chunks(); i++) {
            readChunk(index, i, chunk);
            events += chunk.count;
        }
        if (events != header.events()) {
            throw new CorruptDataException(what, EVENTS_AT, header.events() + " events", events);
        }
        checkPadding();
        SegmentSets.check(changes());
    }

    private void checkPadding() throws IOException {
        long at = header.offsets()[COLUMNS] + header.lengths()[COLUMNS] - COLUMNS_PADDING;
        long padding = bytes.read(at, COLUMNS_PADDING).getLong(0);
        if (padding != 0) {
            throw new CorruptDataException(what, at, "padding of zeros", Long.toHexString(padding));
        }
    }
}
