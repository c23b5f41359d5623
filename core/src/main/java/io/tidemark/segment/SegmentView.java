package io.tidemark.segment;

import static io.tidemark.segment.SegmentLayout.*;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.bitmap.ChangeSet;
import io.tidemark.bitmap.CorruptDataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A segment's image read in place, from the heap or from a mapped file: nothing is parsed before it is asked for, and every
 * part is held against its checksum when it is first used. Safe for use by any thread; two threads that come first may both do the check.
 */
final class SegmentView {
    private final String what;
    private final SegmentHeader header;
    private final ByteBuffer image;
    private volatile @Nullable ChangeSet changes;
    private volatile boolean indexChecked;

    SegmentView(String what, SegmentHeader header, ByteBuffer image) {
        this.what = what;
        this.header = header;
        this.image = image.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    ChangeSet changes() throws CorruptDataException {
        ChangeSet known = changes;
        if (known == null) {
            BlockSet[] sets = new BlockSet[SETS];
            for (int i = 0; i < SETS; i++) {
                sets[i] = set(FIRST_SET + i);
            }
            known = SegmentSets.toChangeSet(sets);
            changes = known;
        }
        return known;
    }

    private BlockSet set(int part) throws CorruptDataException {
        checkPart(part);
        ByteBuffer bytes = slice(header.offsets()[part], header.lengths()[part]);
        BlockSet set = BlockSet.map(bytes);
        if (bytes.hasRemaining()) {
            throw new CorruptDataException(what, header.offsets()[part], "one set", bytes.remaining() + " bytes more");
        }
        return set;
    }

    private void checkPart(int part) throws CorruptDataException {
        int found = checksum(slice(header.offsets()[part], header.lengths()[part]));
        if (found != header.checksums()[part]) {
            throw new CorruptDataException(what, header.offsets()[part], "checksum " + header.checksums()[part], found);
        }
    }

    /** Reads the chunk with this number. */
    void readChunk(int number, EventChunk into) throws CorruptDataException {
        ChunkEntry entry = entry(number);
        ByteBuffer bytes = chunkBytes(entry);
        ByteBuffer source = image.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(begin(entry));
        into.decode(source, begin(entry) + bytes.remaining(), entry.events());
    }

    /** The bytes of a chunk, checked. */
    ByteBuffer chunkBytes(ChunkEntry entry) throws CorruptDataException {
        long room = header.lengths()[COLUMNS] - COLUMNS_PADDING;
        if (entry.offset() < 0 || entry.length() < 0 || entry.offset() > room - entry.length()) {
            throw new CorruptDataException(
                    what,
                    header.offsets()[INDEX],
                    "a chunk inside the columns",
                    entry.offset() + ", " + entry.length());
        }
        ByteBuffer bytes = slice(begin(entry), entry.length());
        int found = checksum(bytes.duplicate());
        if (found != entry.checksum()) {
            throw new CorruptDataException(what, begin(entry), "checksum " + entry.checksum(), found);
        }
        return bytes;
    }

    private int begin(ChunkEntry entry) {
        return Math.toIntExact(header.offsets()[COLUMNS] + entry.offset());
    }

    /** What the index says of a chunk. */
    ChunkEntry entry(int number) throws CorruptDataException {
        checkIndex();
        return ChunkEntry.read(image, entryPosition(number));
    }

    /** The first chunk whose highest offset is at or above {@code walOffset}; chunks are in WAL order. O(log chunks). */
    int firstChunkFrom(long walOffset) throws CorruptDataException {
        int low = 0;
        int high = header.chunks();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(entry(middle).maxWal(), walOffset) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    boolean chunkTouches(int number, EventRange range) throws CorruptDataException {
        ChunkEntry entry = entry(number);
        return range.touches(entry.minWal(), entry.maxWal(), entry.minTime(), entry.maxTime());
    }

    boolean chunkMayHold(int number, long blockId) throws CorruptDataException {
        ChunkEntry entry = entry(number);
        return Long.compareUnsigned(entry.minBlock(), blockId) <= 0
                && Long.compareUnsigned(blockId, entry.maxBlock()) <= 0;
    }

    /** Reads and checks everything: the index, each chunk, each set. */
    void verify() throws CorruptDataException {
        checkIndex();
        EventChunk chunk = new EventChunk();
        long events = 0;
        for (int i = 0; i < header.chunks(); i++) {
            readChunk(i, chunk);
            events += chunk.count;
        }
        if (events != header.events()) {
            throw new CorruptDataException(what, EVENTS_AT, header.events() + " events", events);
        }
        checkPadding();
        for (int i = 0; i < SETS; i++) {
            checkPart(FIRST_SET + i);
        }
        changes();
    }

    private void checkPadding() throws CorruptDataException {
        long at = header.offsets()[COLUMNS] + header.lengths()[COLUMNS] - COLUMNS_PADDING;
        long padding = image.getLong(Math.toIntExact(at));
        if (padding != 0) {
            throw new CorruptDataException(what, at, "padding of zeros", Long.toHexString(padding));
        }
    }

    private void checkIndex() throws CorruptDataException {
        if (!indexChecked) {
            checkPart(INDEX);
            indexChecked = true;
        }
    }

    private int entryPosition(int number) {
        return Math.toIntExact(header.offsets()[INDEX]) + number * INDEX_ENTRY_BYTES;
    }

    private ByteBuffer slice(long offset, long length) {
        return image.slice(Math.toIntExact(offset), Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
