package io.tidemark.segment;

import io.tidemark.bitmap.ChangeSet;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Makes the images of sealed segments on the heap, in linear time. Its scratch memory is kept from one seal to the next,
 * since new memory costs about as much as the work on it. For one thread at a time.
 */
final class SegmentSealer {
    /**
     * Scratch memory in bytes to reckon with for each event: 16 to sort by block, 9 to fold in WAL order, 8 for that order,
     * and the sets and the image, which take 2 to 12 in most segments.
     */
    static final int SCRATCH_BYTES_PER_EVENT = 48;

    private final ChangeSet.Builder changes = ChangeSet.builder();
    private final WalOrder walOrder = new WalOrder();
    private final HeapOutput output = new HeapOutput(0);
    private long[] blocks = {};
    private byte[] kinds = {};

    /**
     * A sealed segment's image.
     *
     * @param header what stands at its begin
     * @param bytes all of it, in an array of just its length
     */
    record Image(SegmentHeader header, ByteBuffer bytes) {}

    /**
     * Makes the image of a segment that no longer grows.
     *
     * @param sequence its place in the order of seals
     * @param lateFrom see {@link EventRun#lateFrom}
     */
    Image seal(ActiveSegment active, long sequence, long lateFrom) {
        output.clear();
        try {
            SegmentHeader header = active.isWalSorted()
                    ? writeSorted(active, sequence, lateFrom)
                    : writeUnsorted(active, sequence, lateFrom);
            return new Image(header, output.image());
        } catch (IOException e) {
            throw new AssertionError("writing to the heap does not fail", e);
        }
    }

    /** Heap bytes that are kept for the next seal. */
    long memoryBytes() {
        return changes.memoryBytes()
                + walOrder.memoryBytes()
                + output.memoryBytes()
                + blocks.length * (long) Long.BYTES
                + kinds.length;
    }

    private SegmentHeader writeSorted(ActiveSegment active, long sequence, long lateFrom) throws IOException {
        int count = active.count();
        SegmentWriter writer = new SegmentWriter(output);
        writer.addSorted(active, count);
        ChangeSet inOrder = changes(active.blocks, active.kinds, count);
        return writer.end(SegmentSets.of(inOrder), sequence, sequence, lateFrom, false);
    }

    private SegmentHeader writeUnsorted(ActiveSegment active, long sequence, long lateFrom) throws IOException {
        int count = active.count();
        int[] order = walOrder.of(active.walOffsets, count);
        SegmentWriter writer = new SegmentWriter(output);
        writer.addOrdered(active, order, count);
        ChangeSet inArrivalOrder = changes(active.blocks, active.kinds, count);
        boolean isDisordered = !inArrivalOrder.equals(changesInWalOrder(active, order, count));
        return writer.end(SegmentSets.of(inArrivalOrder), sequence, sequence, lateFrom, isDisordered);
    }

    private ChangeSet changesInWalOrder(ActiveSegment active, int[] order, int count) {
        if (blocks.length < count) {
            blocks = new long[count];
            kinds = new byte[count];
        }
        for (int i = 0; i < count; i++) {
            blocks[i] = active.blocks[order[i]];
            kinds[i] = active.kinds[order[i]];
        }
        return changes(blocks, kinds, count);
    }

    private ChangeSet changes(long[] ofBlocks, byte[] ofKinds, int count) {
        return changes.addAll(ofBlocks, ofKinds, count).build();
    }
}
