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
 * part is held against its checksum before it is used. Safe for use by any thread; two threads that come first may both do the check.
 *
 * <p>What is on the heap is checked once. A mapped file can change behind our back, and then so does what we read: its sets
 * are checked again each time they are asked for as a whole, and a chunk each time it is read. Looking up one block in sets checked
 * before is not; the scrub will find what that missed.
 */
final class SegmentView {
    private final String what;
    private final SegmentHeader header;
    private final ByteBuffer image;
    private final boolean isMapped;
    private volatile @Nullable ChangeSet changes;
    private volatile boolean indexChecked;

    SegmentView(String what, SegmentHeader header, ByteBuffer image) {
        this.what = what;
        this.header = header;
        this.image = image.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        this.isMapped = !image.hasArray();
    }

    ChangeSet changes() throws CorruptDataException {
        if (isMapped || changes == null) {
            for (int i = 0; i < SETS; i++) {
                checkPart(FIRST_SET + i);
            }
        }
        return parsedChanges();
    }

    /** The same without another check if there was one. */
    ChangeSet changesOnceChecked() throws CorruptDataException {
        return changes == null ? changes() : parsedChanges();
    }

    private ChangeSet parsedChanges() throws CorruptDataException {
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
        int entry = entry(number);
        long offset = image.getLong(entry + ENTRY_OFFSET_AT);
        int length = image.getInt(entry + ENTRY_LENGTH_AT);
        long room = header.lengths()[COLUMNS] - COLUMNS_PADDING;
        if (offset < 0 || length < 0 || offset > room - length) {
            throw new CorruptDataException(what, entry, "a chunk inside the columns", offset + ", " + length);
        }
        int begin = Math.toIntExact(header.offsets()[COLUMNS] + offset);
        int found = checksum(slice(begin, length));
        if (found != image.getInt(entry + ENTRY_CRC_AT)) {
            throw new CorruptDataException(what, begin, "checksum " + image.getInt(entry + ENTRY_CRC_AT), found);
        }
        ByteBuffer source = image.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(begin);
        into.decode(source, begin + length, image.getInt(entry + ENTRY_EVENTS_AT));
    }

    /** The first chunk whose highest offset is at or above {@code walOffset}; chunks are in WAL order. O(log chunks). */
    int firstChunkFrom(long walOffset) throws CorruptDataException {
        checkIndex();
        int low = 0;
        int high = header.chunks();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(image.getLong(entry(middle) + ENTRY_MAX_WAL_AT), walOffset) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    boolean chunkTouches(int number, EventRange range) throws CorruptDataException {
        checkIndex();
        int entry = entry(number);
        return range.touches(
                image.getLong(entry + ENTRY_MIN_WAL_AT),
                image.getLong(entry + ENTRY_MAX_WAL_AT),
                image.getLong(entry + ENTRY_MIN_TIME_AT),
                image.getLong(entry + ENTRY_MAX_TIME_AT));
    }

    boolean chunkMayHold(int number, long blockId) throws CorruptDataException {
        checkIndex();
        int entry = entry(number);
        return Long.compareUnsigned(image.getLong(entry + ENTRY_MIN_BLOCK_AT), blockId) <= 0
                && Long.compareUnsigned(blockId, image.getLong(entry + ENTRY_MAX_BLOCK_AT)) <= 0;
    }

    /** Reads and checks everything: the index, each chunk, each set. */
    void verify() throws CorruptDataException {
        checkPart(INDEX);
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

    private int entry(int number) {
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
