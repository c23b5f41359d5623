package io.tidemark.segment;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.bitmap.CorruptDataException;
import io.tidemark.event.EventKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable segment. Its image is <i>resident</i> on the heap, or <i>spilled</i>: read through a mapping of its file.
 * Answers are the same. Who moves it between the two is the {@link SegmentStore}; a reader that holds the old view goes on with it.
 */
public final class SealedSegment implements EventRun {
    private final SegmentHeader header;
    private final Zone zone;
    private final String fileName;
    private final SegmentStore store;

    /** The heap image while resident. Guarded by the store's lock. */
    @Nullable
    ByteBuffer image;

    /** Whether the file exists. Guarded by the store's lock. */
    boolean isWritten;

    /** Neighbours in the store's list of resident segments, by last use. Guarded by the store's lock. */
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
    public ChangeSet changes() throws IOException {
        return view().changes();
    }

    @Override
    public EventCursor events(EventRange range) throws IOException {
        return new ChunksCursor(view(), header.chunks(), range);
    }

    @Override
    public @Nullable Touch touch(long blockId) throws IOException {
        ChangeSet changes = changes();
        return changes.touched().contains(blockId)
                ? new Touch(
                        changes.firstCreated().contains(blockId),
                        changes.lastDeleted().contains(blockId))
                : null;
    }

    @Override
    public @Nullable LastEvent last(long blockId) throws IOException {
        SegmentView current = view();
        ChangeSet changes = current.changes();
        boolean changed = changes.touched().contains(blockId);
        if (!changed) {
            return changes.flushed().contains(blockId) ? new LastEvent(0, 0, 0, true, true) : null;
        }
        EventChunk chunk = new EventChunk();
        boolean flushed = false;
        for (int number = header.chunks() - 1; number >= 0; number--) {
            if (current.chunkMayHold(number, blockId)) {
                current.readChunk(number, chunk);
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

    /** Reads and checks the whole segment. */
    public void verify() throws IOException {
        view().verify();
    }

    SegmentHeader header() {
        return header;
    }

    /** Its image as it is now, in use. */
    SegmentView view() throws IOException {
        store.touch(this);
        SegmentView current = view;
        return current != null ? current : store.openView(this);
    }

    void view(@Nullable SegmentView newView) {
        view = newView;
    }

    /** The events of a range, chunk by chunk. */
    private static final class ChunksCursor extends EventCursor {
        private final SegmentView view;
        private final int chunks;
        private final EventRange range;
        private final EventChunk chunk = new EventChunk();
        private int nextChunk;
        private int next;

        ChunksCursor(SegmentView view, int chunks, EventRange range) throws IOException {
            this.view = view;
            this.chunks = chunks;
            this.range = range;
            this.nextChunk = range.axis() == EventRange.Axis.WAL_OFFSET ? view.firstChunkFrom(range.from()) : 0;
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
                if (!readNextChunk()) {
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
            while (nextChunk < chunks && !view.chunkTouches(nextChunk, range)) {
                nextChunk++;
            }
            if (nextChunk == chunks) {
                return false;
            }
            view.readChunk(nextChunk++, chunk);
            next = 0;
            return true;
        }
    }
}
