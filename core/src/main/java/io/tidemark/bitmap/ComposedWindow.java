package io.tidemark.bitmap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The composition of windows, each directly before the next, that is never held as a whole: read in slices, or written as
 * serialized sets. Both take time linear in the compressed windows and memory that does not grow with the number of blocks,
 * so the windows may be mapped and far larger than the heap.
 *
 * <p>Instances never change; any thread may use them.
 */
public final class ComposedWindow {
    /** Bytes of containers that are handed to a sink at once, roughly. */
    private static final int PIECE_BYTES = 1 << 16;

    private final List<ChangeSet> windows;

    /** The composition of these windows, given in their order. */
    public ComposedWindow(List<ChangeSet> windows) {
        this.windows = windows.stream().filter(window -> !window.isEmpty()).toList();
    }

    /** The whole, equal to composing with {@link ChangeSet#then} from the first window to the last. */
    public ChangeSet toChangeSet() {
        return switch (windows.size()) {
            case 0 -> ChangeSet.EMPTY;
            case 1 -> windows.get(0);
            default -> new WindowComposer(windows).through(ContainerCursor.END);
        };
    }

    /**
     * A slice of the composition: the blocks from {@code first} on, but no more than go into a slice; empty if there are none.
     * The next slice begins at the multiple of 65,536 above its last block, touched or flushed. All slices together are the whole.
     *
     * @param first the lowest block that may be in it, unsigned, a multiple of 65,536
     * @param blocks how many blocks go into a slice, where a block counts once for each window that touched it and for each
     *     that flushed it. Blocks with the same high 48 bits are in one slice, also where they are more
     * @throws IllegalArgumentException if {@code blocks} is below 1, or {@code first} is no such multiple
     */
    public ChangeSet slice(long first, long blocks) {
        if (blocks < 1) {
            throw new IllegalArgumentException("a slice must have room for a block: blocks=" + blocks);
        }
        if ((char) first != 0) {
            throw new IllegalArgumentException(
                    "a slice must begin at a multiple of 65536: first=" + Long.toUnsignedString(first));
        }
        WindowComposer composer = new WindowComposer(windows);
        composer.seek(first >>> 16);
        return composer.through(new SliceEnd(windows, first >>> 16).of(blocks));
    }

    /**
     * Writes one part in the form of {@link BlockSet#serialize}, in pieces. Goes over the windows twice and a little, and
     * takes the memory of one bucket's header, which is at most 1.3 MiB, whatever the number of blocks.
     */
    public void serialize(WindowPart part, ByteSink sink) throws IOException {
        sink.write(littleEndian(Long.BYTES).putLong(countBuckets(part)).flip());
        ContainerWords scratch = new ContainerWords();
        PartComposition headers = new PartComposition(windows, part, scratch);
        PartComposition bodies = new PartComposition(windows, part, scratch);
        BucketHeaderWriter header = new BucketHeaderWriter();
        BucketWriter body = new BucketWriter();
        for (long place = headers.nextPlace(); place < ContainerCursor.END; place = headers.nextPlace()) {
            long last = ContainerCursor.lastOfBucket(place);
            headers.appendThrough(last, header);
            if (!header.isEmpty()) {
                sink.write(
                        littleEndian(Integer.BYTES).putInt((int) (place >>> 16)).flip());
                sink.write(header.finish());
                writeBody(bodies, last, body, sink);
            }
        }
    }

    private static void writeBody(PartComposition bodies, long last, BucketWriter body, ByteSink sink)
            throws IOException {
        while (bodies.appendNext(last, body)) {
            if (body.bodyBytes() >= PIECE_BYTES) {
                body.finishBody(sink);
            }
        }
        body.finishBody(sink);
    }

    /* A bucket counts if it has any block, so the rest of it is left out. */
    private long countBuckets(WindowPart part) {
        long buckets = 0;
        BucketHeaderWriter header = new BucketHeaderWriter();
        PartComposition composition = new PartComposition(windows, part, new ContainerWords());
        for (long place = composition.nextPlace(); place < ContainerCursor.END; place = composition.nextPlace()) {
            if (composition.appendNext(ContainerCursor.lastOfBucket(place), header)) {
                buckets++;
                header.finish();
            }
            composition.seek(ContainerCursor.lastOfBucket(place) + 1);
        }
        return buckets;
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
