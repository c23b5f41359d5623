package io.tidemark.segment;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.bitmap.ComposedWindow;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one segment of several neighbours. Takes time linear in their bytes, and the memory of their indexes, which are less than a
 * hundredth of them, of a chunk for each, and of a bucket's header for the sets, which are composed as they are written.
 */
final class SegmentMerger {
    /*
     * Segments that follow each other in the log overlap at their borders at most. A chunk that no other segment's events
     * fall into is copied as it stands, which costs a tenth of reading and packing it. Copying ends the chunk that is being
     * filled, so a chunk that is less than half full is not worth it: many small segments must not make many small chunks.
     */
    private static final int COPIED_EVENTS_MIN = SegmentLayout.CHUNK_EVENTS / 2;

    /** What composing takes: the header of the largest bucket that there can be, twice, and a piece of its body. */
    private static final long SETS_BYTES = (1 << 20) + (1 << 19);

    private final List<SealedSegment> inputs;
    private final List<MergeSource> sources = new ArrayList<>();

    /**
     * A merger.
     *
     * @param inputs neighbours, in order of arrival, at least one
     */
    SegmentMerger(List<SealedSegment> inputs) {
        this.inputs = inputs;
    }

    /** Heap bytes that merging takes at the most, whatever the inputs. */
    static final long MEMORY_BYTES = SETS_BYTES + SegmentWriter.MEMORY_BYTES;

    /** Heap bytes that it takes at the most for this input, beside what that owns itself. */
    static long memoryBytes(SealedSegment input) {
        return input.cursorBytes() + SegmentWriter.INDEX_COPIES * input.indexBytes();
    }

    /** Writes the image. The caller forces. */
    SegmentHeader write(Storage.Output output) throws IOException {
        List<ChangeSet> windows = new ArrayList<>();
        for (SealedSegment input : inputs) {
            windows.add(input.changes());
            sources.add(new MergeSource(input));
        }
        SegmentWriter writer = new SegmentWriter(output);
        for (MergeSource source = smallest(); source != null; source = smallest()) {
            addFrom(source, writer);
        }
        return writer.end(
                new ComposedWindow(windows)::serialize,
                inputs.get(0).firstSequence(),
                inputs.get(inputs.size() - 1).lastSequence(),
                lateFrom(),
                isDisordered());
    }

    private void addFrom(MergeSource source, SegmentWriter writer) throws IOException {
        long last = lastBeforeOthers(source);
        if (source.isChunkNext(COPIED_EVENTS_MIN, last)) {
            source.copyChunk(writer);
        } else {
            source.addThrough(last, writer);
        }
    }

    /* The source whose next event is the smallest; of equal ones the first, which arrived first. */
    private @Nullable MergeSource smallest() {
        MergeSource smallest = null;
        for (MergeSource source : sources) {
            if (!source.isAtEnd()
                    && (smallest == null || Long.compareUnsigned(source.nextWal(), smallest.nextWal()) < 0)) {
                smallest = source;
            }
        }
        return smallest;
    }

    /* The last WAL offset up to which the smallest source's events come before those of all others. */
    private long lastBeforeOthers(MergeSource smallest) {
        long last = -1;
        boolean isEarlier = true;
        for (MergeSource other : sources) {
            if (other == smallest) {
                isEarlier = false;
            } else if (!other.isAtEnd()) {
                // An earlier segment's event at the same offset goes first; it is above the smallest, so above zero.
                long border = isEarlier ? other.nextWal() - 1 : other.nextWal();
                last = Long.compareUnsigned(border, last) < 0 ? border : last;
            }
        }
        return last;
    }

    private long lateFrom() {
        long lateFrom = -1;
        for (SealedSegment input : inputs) {
            lateFrom = Long.compareUnsigned(input.lateFrom(), lateFrom) < 0 ? input.lateFrom() : lateFrom;
        }
        return lateFrom;
    }

    private boolean isDisordered() {
        boolean isDisordered = false;
        Zone before = new Zone();
        for (SealedSegment input : inputs) {
            isDisordered |= input.isDisordered()
                    || (!before.isEmpty() && Long.compareUnsigned(input.lateFrom(), before.maxWal()) < 0);
            before.add(input.zone());
        }
        return isDisordered;
    }
}
