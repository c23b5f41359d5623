package io.tidemark.segment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the events of several segments in one WAL order; events of equal offsets in the order of their segments. A chunk into which no
 * event of another segment falls is copied as it is: where a host delivers in order, that is nearly all of them.
 */
final class ChunkMerger {
    private final List<Head> heads = new ArrayList<>();

    /**
     * Merges.
     *
     * @param segments in order of arrival
     */
    ChunkMerger(List<SealedSegment> segments) throws UnreadableSegmentException {
        for (SealedSegment segment : segments) {
            Head head = new Head(segment);
            if (!head.isAtEnd()) {
                heads.add(head);
            }
        }
    }

    void writeTo(SegmentWriter writer) throws IOException {
        while (!heads.isEmpty()) {
            int smallest = smallest();
            Head head = heads.get(smallest);
            if (head.isBeforeChunk() && isAlone(smallest)) {
                head.copyChunk(writer);
            } else {
                head.writeEvent(writer);
            }
            if (head.isAtEnd()) {
                heads.remove(smallest);
            }
        }
    }

    /* Of equal ones the first. */
    private int smallest() {
        int smallest = 0;
        for (int i = 1; i < heads.size(); i++) {
            if (Long.compareUnsigned(
                            heads.get(i).walOffset(), heads.get(smallest).walOffset())
                    < 0) {
                smallest = i;
            }
        }
        return smallest;
    }

    /* Whether every event of a head's next chunk comes before the next event of each other head. */
    private boolean isAlone(int number) {
        long last = heads.get(number).lastOffsetOfChunk();
        for (int i = 0; i < heads.size(); i++) {
            int order =
                    i == number ? -1 : Long.compareUnsigned(last, heads.get(i).walOffset());
            if (order > 0 || (order == 0 && i < number)) {
                return false;
            }
        }
        return true;
    }

    /** What is left of one segment. */
    private static final class Head {
        private final SealedSegment segment;
        private final ChunkIndex index;
        private final EventChunk chunk = new EventChunk();
        private int nextChunk;
        private int nextEvent;

        Head(SealedSegment segment) throws UnreadableSegmentException {
            this.segment = segment;
            this.index = segment.chunkIndex();
        }

        /** Whether the next event is the first of a chunk, which is not decoded yet. */
        boolean isBeforeChunk() {
            return nextEvent == chunk.count;
        }

        boolean isAtEnd() {
            return isBeforeChunk() && nextChunk == index.chunks();
        }

        /** The offset of the next event. */
        long walOffset() {
            return isBeforeChunk() ? index.minWal(nextChunk) : chunk.walOffsets[nextEvent];
        }

        long lastOffsetOfChunk() {
            return index.maxWal(nextChunk);
        }

        void copyChunk(SegmentWriter writer) throws IOException {
            writer.addChunk(segment.encodedChunk(index, nextChunk), index, nextChunk);
            nextChunk++;
        }

        void writeEvent(SegmentWriter writer) throws IOException {
            if (isBeforeChunk()) {
                segment.readChunk(index, nextChunk++, chunk);
                nextEvent = 0;
            }
            int at = nextEvent++;
            writer.add(chunk.kinds[at], chunk.blocks[at], chunk.walOffsets[at], chunk.timestamps[at]);
        }
    }
}
