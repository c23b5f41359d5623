package io.tidemark.segment;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.bitmap.CorruptDataException;
import io.tidemark.event.EventKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An immutable segment. Its image is <i>resident</i> on the heap, or <i>spilled</i>: read from its file.
 * Answers are the same. Who moves it between the two is the {@link SegmentStore}; a reader that holds the old view goes on with it.
 */
public final class SealedSegment implements EventRun {
    /** Heap that a cursor over its events takes beside the index. */
    static final long CURSOR_BYTES = 2L * EventChunk.MEMORY_BYTES;

    private final SegmentHeader header;
    private final Zone zone;
    private final String fileName;
    private final SegmentStore store;

    /* The following belong to ResidentSegments, under its lock. */

    /** The heap image while resident. */
    @Nullable
    ByteBuffer image;

    /** Whether the file exists. */
    boolean hasFile;

    /** Heap that the image and what was parsed of it take; 0 if it is not in the list. */
    long heapBytes;

    /** Neighbours in the list, by last use. */
    @Nullable
    SealedSegment older;

    @Nullable
    SealedSegment newer;

    private volatile @Nullable SegmentView view;

    SealedSegment(SegmentStore store, SegmentHeader header, String fileName) {
        this.store = store;
        this.header = header;
        this.zone = header.zone();
        this.fileName = fileName;
    }

    /** The first seal that it holds, from 1. */
    public long firstSequence() {
        return header.firstSequence();
    }

    /** The last seal that it holds; more than the first after merging. */
    public long lastSequence() {
        return header.lastSequence();
    }

    /** How many events it holds. */
    public long events() {
        return header.events();
    }

    /** Its image in bytes. */
    public long length() {
        return header.length();
    }

    /** The name of its file, whether that is written yet or not. */
    public String fileName() {
        return fileName;
    }

    @Override
    public Zone zone() {
        return zone;
    }

    @Override
    public boolean isDisordered() {
        return header.isDisordered();
    }

    @Override
    public long lateFrom() {
        return header.lateFrom();
    }

    @Override
    public ChangeSet changes() throws UnreadableSegmentException {
        return read(SegmentView::changes);
    }

    /** The same without holding its checksums again if that was done since it was last spilled. */
    public ChangeSet changesOnceChecked() throws UnreadableSegmentException {
        return read(SegmentView::changesOnceChecked);
    }

    @Override
    public EventCursor events(EventRange range) throws UnreadableSegmentException {
        return read(current -> new ChunksCursor(current, range));
    }

    @Override
    public long cursorBytes() {
        return CURSOR_BYTES + indexBytes();
    }

    long indexBytes() {
        return header.lengths()[SegmentLayout.INDEX];
    }

    @Override
    public @Nullable Touch touch(long blockId) throws UnreadableSegmentException {
        ChangeSet changes = read(SegmentView::changesOnceChecked);
        return changes.touched().contains(blockId)
                ? new Touch(
                        changes.firstCreated().contains(blockId),
                        changes.lastDeleted().contains(blockId))
                : null;
    }

    @Override
    public @Nullable LastEvent last(long blockId) throws UnreadableSegmentException {
        return read(current -> Optional.ofNullable(last(current, blockId))).orElse(null);
    }

    private @Nullable LastEvent last(SegmentView current, long blockId) throws IOException {
        ChangeSet changes = current.changesOnceChecked();
        if (!changes.touched().contains(blockId)) {
            return changes.flushed().contains(blockId) ? new LastEvent(0, 0, 0, true, true) : null;
        }
        ChunkIndex index = current.index();
        EventChunk chunk = new EventChunk();
        boolean flushed = false;
        for (int number = header.chunks() - 1; number >= 0; number--) {
            if (index.chunkMayHold(number, blockId)) {
                current.readChunk(index, number, chunk);
                for (int i = chunk.count - 1; i >= 0; i--) {
                    if (chunk.blocks[i] == blockId) {
                        if (chunk.kinds[i] != EventKind.FLUSH.code()) {
                            return new LastEvent(
                                    (int) chunk.kinds[i], chunk.walOffsets[i], chunk.timestamps[i], flushed, false);
                        }
                        flushed = true;
                    }
                }
            }
        }
        throw new CorruptDataException(fileName, 0, "an event of block " + Long.toUnsignedString(blockId), "none");
    }

    ChunkIndex chunkIndex() throws UnreadableSegmentException {
        return read(SegmentView::index);
    }

    ByteBuffer encodedChunk(ChunkIndex index, int number) throws UnreadableSegmentException {
        return read(current -> current.encodedChunk(index, number));
    }

    void readChunk(ChunkIndex index, int number, EventChunk into) throws UnreadableSegmentException {
        read(current -> {
            current.readChunk(index, number, into);
            return into;
        });
    }

    /** Reads and checks the whole segment. */
    public void verify() throws UnreadableSegmentException {
        read(current -> {
            current.verify();
            return true;
        });
    }

    private interface Reading<T> {
        T from(SegmentView view) throws IOException;
    }

    /* The one door to the bytes: whatever goes wrong behind it is told with this segment's name. */
    private <T> T read(Reading<T> reading) throws UnreadableSegmentException {
        try {
            return reading.from(currentView());
        } catch (IOException e) {
            throw new UnreadableSegmentException(this, e);
        } catch (InternalError e) {
            throw cutShort(e);
        }
    }

    /* So the VM says that the pages behind a mapping are gone. */
    UnreadableSegmentException cutShort(InternalError e) {
        CorruptDataException cut = new CorruptDataException(fileName, 0, "a file of " + length() + " bytes", "less");
        cut.initCause(e);
        return new UnreadableSegmentException(this, cut);
    }

    SegmentHeader header() {
        return header;
    }

    private SegmentView currentView() {
        store.touch(this);
        SegmentView current = view;
        return current != null ? current : store.openView(this);
    }

    @Nullable
    SegmentView view() {
        return view;
    }

    void view(@Nullable SegmentView newView) {
        view = newView;
    }

    /** Takes down that a view of this owns so much more. */
    void grow(SegmentView owner, long bytes) {
        store.grow(this, owner, bytes);
    }

    /** The events of a range, chunk by chunk. */
    private final class ChunksCursor extends EventCursor {
        private final SegmentView current;
        private final ChunkIndex index;
        private final EventRange range;
        private final EventChunk chunk = new EventChunk();
        private int nextChunk;
        private int next;

        ChunksCursor(SegmentView current, EventRange range) throws IOException {
            this.current = current;
            this.index = current.index();
            this.range = range;
            this.nextChunk = range.axis() == EventRange.Axis.WAL_OFFSET ? index.firstChunkFrom(range.from()) : 0;
        }

        @Override
        boolean next() throws IOException {
            while (true) {
                while (next < chunk.count) {
                    int at = next++;
                    if (range.contains(chunk.walOffsets[at], chunk.timestamps[at])) {
                        take(at);
                        return true;
                    }
                }
                if (!read(ignored -> readNextChunk())) {
                    return false;
                }
            }
        }

        private void take(int at) {
            kind = (int) chunk.kinds[at];
            blockId = chunk.blocks[at];
            walOffset = chunk.walOffsets[at];
            timestampNanos = chunk.timestamps[at];
        }

        private boolean readNextChunk() throws IOException {
            while (nextChunk < header.chunks() && !index.chunkTouches(nextChunk, range)) {
                nextChunk++;
            }
            if (nextChunk == header.chunks()) {
                return false;
            }
            current.readChunk(index, nextChunk++, chunk);
            next = 0;
            return true;
        }
    }
}
