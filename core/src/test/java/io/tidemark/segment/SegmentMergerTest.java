package io.tidemark.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.event.BlockEvent;
import io.tidemark.event.EventKind;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** A merged segment holds what its inputs hold: all events in WAL order, of equal offsets those of the earlier input first. */
class SegmentMergerTest {
    private static final EventRange ALL = new EventRange(EventRange.Axis.WAL_OFFSET, 0, -1);

    private final Storage storage = Storage.memory();
    private final SegmentStore store = new SegmentStore(storage, new MemoryAccount(), () -> 64L << 20, false);
    private final SplittableRandom random = new SplittableRandom(17);
    private final List<SealedSegment> inputs = new ArrayList<>();
    private final List<BlockEvent> events = new ArrayList<>();
    private Zone before = new Zone();

    /* Seals a segment whose event i has the WAL offset that is given for i. */
    private void seal(int count, IntUnaryOperator walOffset) {
        ActiveSegment active = new ActiveSegment(Math.max(1, count), before);
        for (int i = 0; i < count; i++) {
            EventKind kind = EventKind.ofCode(random.nextInt(4));
            long block = random.nextLong(3000);
            int wal = walOffset.applyAsInt(i);
            active.append(kind, block, wal, random.nextInt(1000));
            events.add(new BlockEvent(kind, block, wal, active.timestamps[i]));
        }
        SealedSegment sealed = store.seal(active, inputs.size() + 1, inputs);
        inputs.add(sealed);
        before = before.copy().add(sealed.zone());
    }

    private SealedSegment merge() throws IOException {
        SealedSegment merged = store.merge(inputs);
        merged.verify();
        assertThat(merged.events()).isEqualTo(events.size());
        assertThat(merged.firstSequence()).isEqualTo(1);
        assertThat(merged.lastSequence()).isEqualTo(inputs.size());
        assertThat(merged.changes()).isEqualTo(changes());
        events.sort(Comparator.comparing(BlockEvent::walOffset, Long::compareUnsigned));
        assertThat(read(merged)).isEqualTo(events);
        ChunkBounds.check(store.openView(merged), merged.header().chunks());
        return merged;
    }

    private ChangeSet changes() {
        ChangeSet.Builder builder = ChangeSet.builder();
        events.forEach(builder::accept);
        return builder.build();
    }

    private static List<BlockEvent> read(SealedSegment segment) throws IOException {
        List<BlockEvent> found = new ArrayList<>();
        EventCursor cursor = segment.events(ALL);
        while (cursor.next()) {
            found.add(new BlockEvent(
                    EventKind.ofCode(cursor.kind), cursor.blockId, cursor.walOffset, cursor.timestampNanos));
        }
        return found;
    }

    private int chunks() {
        return inputs.stream().mapToInt(input -> input.header().chunks()).sum();
    }

    @Test
    void segmentsInLogOrderKeepTheirChunks() throws IOException {
        seal(3000, i -> i);
        seal(2500, i -> 3000 + i);
        seal(2048, i -> 5500 + i);
        SealedSegment merged = merge();
        // The last 452 events of the second go into a chunk of their own, before the third's are copied.
        assertThat(merged.header().chunks()).isEqualTo(chunks());
        SealedSegment first = inputs.get(0);
        assertThat(merged.encodedChunk(merged.chunkIndex(), 2)).isEqualTo(first.encodedChunk(first.chunkIndex(), 2));
        assertThat(merged.isDisordered()).isEqualTo(inputs.stream().anyMatch(SealedSegment::isDisordered));
    }

    @Test
    void overlappingBordersAreReadAndTheRestIsCopied() throws IOException {
        seal(5000, i -> i);
        seal(5000, i -> 4900 + i);
        seal(5000, i -> 9800 + i);
        assertThat(merge().header().chunks()).isBetween(15, chunks() + 3);
    }

    @Test
    void equalOffsetsStayInTheOrderOfTheirSegments() throws IOException {
        seal(3000, i -> i / 1000);
        seal(3000, i -> i / 1000 + 1);
        seal(1500, i -> 2);
        merge();
    }

    @Test
    void segmentsThatInterleaveThroughoutAreMerged() throws IOException {
        for (int input = 0; input < 5; input++) {
            int phase = input;
            seal(2000, i -> 5 * i + phase);
        }
        assertThat(merge().header().chunks()).isEqualTo(10);
    }

    @Test
    void eventsInNoOrderAreMerged() throws IOException {
        for (int input = 0; input < 4; input++) {
            seal(1500, i -> random.nextInt());
        }
        merge();
    }

    @Test
    void laterSegmentMayHoldTheEarlierOffsets() throws IOException {
        seal(2000, i -> 10_000 + i);
        seal(2000, i -> i);
        SealedSegment merged = merge();
        assertThat(merged.lateFrom()).isEqualTo(inputs.get(1).lateFrom());
        assertThat(merged.isDisordered()).isTrue();
    }

    @Test
    void manySmallSegmentsMakeWholeChunks() throws IOException {
        for (int input = 0; input < 60; input++) {
            int begin = input * 100;
            seal(100, i -> begin + i);
        }
        assertThat(merge().header().chunks()).isEqualTo(6);
    }

    @Test
    void emptySegmentsAddNothing() throws IOException {
        seal(0, i -> i);
        seal(10, i -> i);
        seal(0, i -> i);
        merge();
    }

    @Test
    void mergedSegmentsMergeAgain() throws IOException {
        for (int input = 0; input < 6; input++) {
            int begin = input * 1400;
            seal(1500, i -> begin + i);
        }
        SealedSegment left = store.merge(inputs.subList(0, 3));
        SealedSegment right = store.merge(inputs.subList(3, 6));
        inputs.clear();
        inputs.addAll(List.of(left, right));
        SealedSegment merged = store.merge(inputs);
        merged.verify();
        events.sort(Comparator.comparing(BlockEvent::walOffset, Long::compareUnsigned));
        assertThat(read(merged)).isEqualTo(events);
        assertThat(merged.lastSequence()).isEqualTo(6);
    }

    @Test
    void imageInAFileIsThatOnTheHeap() throws IOException {
        seal(3000, i -> i);
        seal(3000, i -> 2900 + i);
        ByteBuffer onHeap = merge().image;
        SegmentStore toFiles = new SegmentStore(storage, new MemoryAccount(), () -> 0, false);
        SealedSegment inFile = toFiles.merge(inputs);
        byte[] bytes = new byte[Math.toIntExact(inFile.length())];
        try (Storage.Input input = storage.open(inFile.fileName())) {
            input.read(0, ByteBuffer.wrap(bytes));
        }
        assertThat(ByteBuffer.wrap(bytes)).isEqualTo(onHeap);
    }

    @Test
    void damagedInputIsNotMerged() throws IOException {
        seal(2048, i -> i);
        seal(2048, i -> 2048 + i);
        ByteBuffer image = Objects.requireNonNull(inputs.get(1).image);
        int inFirstChunk = SegmentLayout.HEADER_BYTES + 100;
        int inLastSet = image.limit() - 10;
        for (int at : new int[] {inLastSet, inFirstChunk}) {
            byte whole = image.get(at);
            image.put(at, (byte) ~whole);
            assertThatThrownBy(() -> store.merge(inputs)).isInstanceOf(UnreadableSegmentException.class);
            image.put(at, whole);
        }
    }
}
