package io.tidemark.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LongSummaryStatistics;
import java.util.stream.IntStream;

/** Holds each index entry of a segment against the events of its chunk: the bounds must be theirs, not wider. */
final class ChunkBounds {
    private ChunkBounds() {}

    static void check(SegmentView view, int chunks) throws IOException {
        EventChunk chunk = new EventChunk();
        ChunkIndex index = view.index();
        for (int number = 0; number < chunks; number++) {
            view.readChunk(index, number, chunk);
            ChunkEntry entry = index.entryOf(number);
            LongSummaryStatistics wal = unsigned(chunk.walOffsets, chunk.count);
            LongSummaryStatistics block = unsigned(chunk.blocks, chunk.count);
            LongSummaryStatistics time = IntStream.range(0, chunk.count)
                    .mapToLong(i -> chunk.timestamps[i])
                    .summaryStatistics();
            assertThat(entry.events()).isEqualTo(chunk.count);
            assertThat(entry.minWal()).isEqualTo(wal.getMin() ^ Long.MIN_VALUE);
            assertThat(entry.maxWal()).isEqualTo(wal.getMax() ^ Long.MIN_VALUE);
            assertThat(entry.minTime()).isEqualTo(time.getMin());
            assertThat(entry.maxTime()).isEqualTo(time.getMax());
            assertThat(entry.minBlock()).isEqualTo(block.getMin() ^ Long.MIN_VALUE);
            assertThat(entry.maxBlock()).isEqualTo(block.getMax() ^ Long.MIN_VALUE);
        }
    }

    /* Unsigned order is signed order with the sign turned. */
    private static LongSummaryStatistics unsigned(long[] values, int count) {
        return IntStream.range(0, count)
                .mapToLong(i -> values[i] ^ Long.MIN_VALUE)
                .summaryStatistics();
    }
}
