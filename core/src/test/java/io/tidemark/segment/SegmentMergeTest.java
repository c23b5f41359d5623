package io.tidemark.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.event.EventKind;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A merged segment has the events of its inputs in WAL order, and of equal offsets in arrival order, however they overlap. */
class SegmentMergeTest {
    private static final EventRange ALL = new EventRange(EventRange.Axis.WAL_OFFSET, 0, -1);

    private final SegmentStore store = new SegmentStore(Storage.memory(), new MemoryAccount(), () -> 64L << 20, false);

    /** As the host gives them: up to {@code lateBy} late, {@code each} of one offset. */
    private List<SealedSegment> segments(int count, int events, int lateBy, int each) {
        SplittableRandom random = new SplittableRandom(count + 31L * events + 961L * lateBy);
        List<SealedSegment> segments = new ArrayList<>();
        Zone before = new Zone();
        for (int i = 0; i < count; i++) {
            ActiveSegment active = new ActiveSegment(events, before);
            for (int j = 0; j < events; j++) {
                long walOffset = (1_000L + (long) i * events + j) / each - random.nextInt(lateBy + 1);
                active.append(EventKind.ofCode(random.nextInt(4)), random.nextLong(5_000), walOffset, j);
            }
            segments.add(store.seal(active, i + 1, List.copyOf(segments)));
            before = before.copy().add(active.zone());
        }
        return segments;
    }

    private static List<List<Long>> events(EventCursor cursor) throws IOException {
        List<List<Long>> events = new ArrayList<>();
        while (cursor.next()) {
            events.add(List.of((long) cursor.kind, cursor.blockId, cursor.walOffset, cursor.timestampNanos));
        }
        return events;
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 0, 1", "4, 3000, 0, 1", "8, 1024, 0, 3", "3, 2500, 5, 1", "5, 2000, 1500, 2", "4, 1500, 999, 1"})
    void mergedSegmentHasTheEventsInOrder(int count, int events, int lateBy, int each) throws IOException {
        List<SealedSegment> inputs = segments(count, events, lateBy, each);
        ChangeSet changes = ChangeSet.EMPTY;
        for (SealedSegment input : inputs) {
            changes = changes.then(input.changes());
        }
        SealedSegment merged = store.merge(inputs);
        merged.verify();
        assertThat(merged.changes()).isEqualTo(changes);
        assertThat(events(merged.events(ALL))).isEqualTo(events(new MergedCursor(inputs, ALL)));
        assertThat(merged.events()).isEqualTo((long) count * events);
    }

    @ParameterizedTest
    @CsvSource({"0, 12", "3, 15"})
    void chunksThatNothingFallsIntoAreCopied(int lateBy, int chunksMax) throws IOException {
        List<SealedSegment> inputs = segments(4, 3000, lateBy, 1);
        SealedSegment merged = store.merge(inputs);
        assertThat(merged.header().chunks()).isBetween(12, chunksMax);
    }
}
