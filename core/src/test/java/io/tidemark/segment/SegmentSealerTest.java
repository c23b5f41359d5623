package io.tidemark.segment;

import static io.tidemark.segment.SegmentLayout.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.event.EventKind;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jol.info.GraphLayout;

/** The image of a segment holds its events in WAL order, with the bounds of each chunk; scratch memory leaves no trace. */
class SegmentSealerTest {
    /** What the events of a segment are like. */
    private enum Events {
        /** Blocks ascending, offsets and times in order. */
        SEQUENTIAL,
        /** Blocks at random in a narrow space, offsets late by a few. */
        LATE,
        /** Blocks and offsets anywhere, on both sides of the sign. */
        WIDE,
        /** Blocks beyond the sign, offsets falling. */
        FALLING;

        ActiveSegment segment(int count) {
            ActiveSegment active = new ActiveSegment(count, new Zone());
            for (int i = 0; i < count; i++) {
                EventKind kind = EventKind.ofCode((int) (mix(-i) >>> 62));
                active.append(kind, block(i), walOffset(i), -5_000L + i * 1_000L % 7_919);
            }
            return active;
        }

        private long block(int i) {
            return switch (this) {
                case SEQUENTIAL -> i;
                case LATE -> mix(i) >>> 52;
                case WIDE -> mix(i);
                case FALLING -> -i - 1;
            };
        }

        private long walOffset(int i) {
            return switch (this) {
                case SEQUENTIAL -> i / 3;
                case LATE -> i + (mix(i) >>> 60);
                case WIDE -> mix(i + 1);
                case FALLING -> -i;
            };
        }
    }

    private final SegmentSealer sealer = new SegmentSealer();

    private static long mix(long seed) {
        return new SplittableRandom(seed).nextLong();
    }

    @ParameterizedTest
    @EnumSource
    void imageHoldsTheEventsInWalOrder(Events events) throws IOException {
        for (int count : new int[] {1, 2, 1023, 1024, 1025, 5000}) {
            ActiveSegment active = events.segment(count);
            SegmentSealer.Image image = sealer.seal(active, 7, -1);
            SegmentView view = view(image);
            view.verify();
            assertThat(image.header().events()).isEqualTo(count);
            assertThat(view.changes()).isEqualTo(ChangeSet.of(active.blocks, active.kinds, count));
            assertEvents(view, active);
            ChunkBounds.check(view, image.header().chunks());
        }
    }

    private static SegmentView view(SegmentSealer.Image image) {
        SegmentStore store = new SegmentStore(Storage.memory(), new MemoryAccount(), () -> Long.MAX_VALUE, false);
        SealedSegment segment = new SealedSegment(store, image.header(), "image");
        return new SegmentView(segment, image.header(), SegmentBytes.of(image.bytes()));
    }

    private static void assertEvents(SegmentView view, ActiveSegment active) throws IOException {
        int[] order = IntStream.range(0, active.count())
                .boxed()
                .sorted(Comparator.comparing(i -> active.walOffsets[i], Long::compareUnsigned))
                .mapToInt(Integer::intValue)
                .toArray();
        EventChunk chunk = new EventChunk();
        for (int i = 0; i < order.length; i++) {
            if (i % CHUNK_EVENTS == 0) {
                view.readChunk(view.index(), i / CHUNK_EVENTS, chunk);
            }
            int at = i % CHUNK_EVENTS;
            assertThat(chunk.walOffsets[at]).isEqualTo(active.walOffsets[order[i]]);
            assertThat(chunk.blocks[at]).isEqualTo(active.blocks[order[i]]);
            assertThat(chunk.timestamps[at]).isEqualTo(active.timestamps[order[i]]);
            assertThat(chunk.kinds[at]).isEqualTo(active.kinds[order[i]]);
        }
    }

    @Test
    void scratchLeavesNoTraceInTheNextImage() {
        for (int count : new int[] {3000, 5, 4000, 1024, 0, 2500}) {
            for (Events events : Events.values()) {
                ActiveSegment active = events.segment(count);
                assertThat(sealer.seal(active, 1, -1).bytes())
                        .as("%s %s", events, count)
                        .isEqualTo(new SegmentSealer().seal(active, 1, -1).bytes());
            }
        }
    }

    @Test
    void orderMattersOnlyWhereABlocksOwnEventsAreLate() {
        ActiveSegment harmless = new ActiveSegment(2, new Zone());
        harmless.append(EventKind.UPDATE, 1, 20, 0);
        harmless.append(EventKind.DELETE, 2, 10, 0);
        assertThat(sealer.seal(harmless, 1, -1).header().isDisordered()).isFalse();

        ActiveSegment harmful = new ActiveSegment(2, new Zone());
        harmful.append(EventKind.UPDATE, 1, 20, 0);
        harmful.append(EventKind.DELETE, 1, 10, 0);
        assertThat(sealer.seal(harmful, 1, -1).header().isDisordered()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void keptMemoryIsCounted(Events events) {
        sealer.seal(events.segment(50_000), 1, -1);
        long found = GraphLayout.parseInstance(sealer).totalSize();
        long objectHeaders = 8_000;
        long widerReferences = found / 4; // counted at 8 bytes, which they take in large heaps
        assertThat(sealer.memoryBytes()).isBetween(found - objectHeaders, found + widerReferences);
    }
}
