package io.tidemark.segment;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The events of a segment that is being merged, in WAL order: whole chunks as they stand, or one by one. Not thread-safe. */
final class MergeSource {
    private final SealedSegment segment;
    private final ChunkIndex index;

    /** The chunk that is being read, as far as {@code next < chunk.count}. */
    private final EventChunk chunk = new EventChunk();

    private int next;

    /** The chunk after that; null after the last. */
    private @Nullable ChunkEntry entry;

    private int number;

    MergeSource(SealedSegment segment) throws UnreadableSegmentException {
        this.segment = segment;
        this.index = segment.chunkIndex();
        this.number = -1;
        leaveEntry();
    }

    boolean isAtEnd() {
        return next == chunk.count && entry == null;
    }

    /** The WAL offset of the next event; there must be one. */
    long nextWal() {
        return next < chunk.count ? chunk.walOffsets[next] : requireEntry().minWal();
    }

    /** Whether a whole chunk comes next, of at least so many events and with no WAL offset above {@code last}. */
    boolean isChunkNext(int eventsMin, long last) {
        return next == chunk.count
                && requireEntry().events() >= eventsMin
                && Long.compareUnsigned(requireEntry().maxWal(), last) <= 0;
    }

    /** Copies the chunk that comes next. */
    void copyChunk(SegmentWriter target) throws IOException {
        target.addChunk(requireEntry(), segment.encodedChunk(index, number));
        leaveEntry();
    }

    /** Adds the next events of one chunk, at least one, up to the last with no WAL offset above {@code last}. */
    void addThrough(long last, SegmentWriter target) throws IOException {
        if (next == chunk.count) {
            segment.readChunk(index, number, chunk);
            next = 0;
            leaveEntry();
        }
        do {
            target.add(chunk.kinds[next], chunk.blocks[next], chunk.walOffsets[next], chunk.timestamps[next]);
            next++;
        } while (next < chunk.count && Long.compareUnsigned(chunk.walOffsets[next], last) <= 0);
    }

    private void leaveEntry() {
        number++;
        entry = number < index.chunks() ? index.entryOf(number) : null;
    }

    private ChunkEntry requireEntry() {
        if (entry == null) {
            throw new IllegalStateException("a source at its end has no chunk: chunks=" + index.chunks());
        }
        return entry;
    }
}
