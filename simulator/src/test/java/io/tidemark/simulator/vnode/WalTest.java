package io.tidemark.simulator.vnode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.event.BlockEvent;
import io.tidemark.event.EventKind;
import io.tidemark.simulator.store.BlockId;
import io.tidemark.simulator.store.BlockKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WalTest {
    private static final int EXTENT = 1024;

    @Test
    void versionsAreDenseFromOne() throws IOException {
        try (Harness harness = new Harness(Harness.options(2))) {
            harness.createTable(1);
            harness.insertRun(1, 0, harness.now(), 3);
            harness.delete(1, 0, 5);
            harness.flush();
            List<Long> versions = new ArrayList<>();
            harness.vnode.log().read(1, 99, (version, rows, bytes, isMeta) -> versions.add(version));
            assertThat(versions).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(harness.vnode.lastWalOffset()).isEqualTo(5);
        }
    }

    @Test
    void segmentsRollAtCommitOnly() throws IOException {
        try (Harness harness = new Harness(Harness.options(2))) {
            harness.createTable(1);
            assertThat(segments(harness)).isEqualTo(1);
            harness.insertRun(1, 0, harness.now(), 50);
            assertThat(segments(harness)).isEqualTo(1);
            harness.flush();
            harness.insertRun(1, 0, harness.now(), 50);
            assertThat(segments(harness)).isEqualTo(2);
        }
    }

    @Test
    void segmentsRollBySizeWhereAsked() throws IOException {
        WalOptions wal = new WalOptions(1, 3000, 3600, 0, 0, 2_000, EXTENT);
        try (Harness harness = new Harness(Harness.options(2, wal))) {
            harness.createTable(1);
            for (int i = 0; i < 10; i++) {
                harness.insertRun(1, 0, harness.now(), 20);
            }
            assertThat(segments(harness)).isBetween(4L, 7L);
        }
    }

    @Test
    void anExtentIsCreatedOnceUpdatedByLaterRecordsAndFlushedAtRoll() throws IOException {
        WalOptions wal = new WalOptions(1, 3000, 3600, 0, 0, 0, EXTENT);
        try (Harness harness = new Harness(Harness.options(2, wal))) {
            harness.createTable(1);
            harness.insertRun(1, 0, harness.now(), 60);
            harness.flush();
            harness.vnode.deliverAll();
            assertThat(walEvents(harness, 0))
                    .startsWith(EventKind.CREATE, EventKind.UPDATE, EventKind.UPDATE)
                    .endsWith(EventKind.FLUSH);
            assertThat(walEvents(harness, 1)).startsWith(EventKind.CREATE).endsWith(EventKind.FLUSH);
        }
    }

    private static List<EventKind> walEvents(Harness harness, long sequence) {
        long id = BlockId.of(7, BlockKind.WAL, sequence);
        return harness.delivered.stream()
                .filter(event -> event.blockId() == id)
                .map(BlockEvent::kind)
                .toList();
    }

    @Test
    void withoutRetentionACommitTrimsWhatItHolds() throws IOException {
        WalOptions wal = new WalOptions(1, 3000, 0, 0, 0, 0, EXTENT);
        try (Harness harness = new Harness(Harness.options(2, wal))) {
            harness.createTable(1);
            harness.insertRun(1, 0, harness.now(), 60);
            harness.flush();
            assertThat(harness.vnode.firstWalOffset()).isEqualTo(harness.vnode.lastWalOffset() + 1);
            harness.vnode.deliverAll();
            assertThat(walEvents(harness, 1)).endsWith(EventKind.DELETE);
        }
    }

    @Test
    void theRetentionPeriodHoldsASegmentUntilACommitAfterIt() throws IOException {
        try (Harness harness = new Harness(Harness.options(2))) {
            harness.createTable(1);
            harness.insertRun(1, 0, harness.now(), 5);
            harness.flush();
            harness.clock.advance(TimeUnit.SECONDS.toNanos(3600));
            harness.insertRun(1, 0, harness.now(), 5);
            harness.flush();
            assertThat(harness.vnode.firstWalOffset()).isEqualTo(1);
            harness.clock.advance(TimeUnit.SECONDS.toNanos(2));
            assertThat(harness.vnode.firstWalOffset()).as("idle: nothing trims").isEqualTo(1);
            harness.insertRun(1, 0, harness.now(), 5);
            harness.flush();
            assertThat(harness.vnode.firstWalOffset()).isGreaterThan(1);
        }
    }

    @Test
    void theRetentionSizeTrimsTheOldestFirst() throws IOException {
        WalOptions wal = new WalOptions(1, 3000, -1, 3_000, 0, 0, EXTENT);
        try (Harness harness = new Harness(Harness.options(2, wal))) {
            harness.createTable(1);
            for (int i = 0; i < 6; i++) {
                harness.insertRun(1, 0, harness.now(), 30);
                harness.flush();
            }
            assertThat(harness.vnode.counts().logSegmentsTrimmed()).isBetween(1L, 5L);
        }
    }

    @Test
    void level2FlushesByTheTickerAndPeriodZeroAtEachWrite() throws IOException {
        assertThat(flushesAfterWriteAndTick(3000)).isEqualTo(0 + 1);
        assertThat(flushesAfterWriteAndTick(0)).isGreaterThanOrEqualTo(2);
    }

    private static long flushesAfterWriteAndTick(long fsyncPeriodMillis) throws IOException {
        WalOptions wal = new WalOptions(2, fsyncPeriodMillis, 3600, 0, 0, 0, 1 << 16);
        try (Harness harness = new Harness(Harness.options(2, wal))) {
            harness.createTable(1);
            harness.vnode.tick();
            harness.clock.advance(TimeUnit.SECONDS.toNanos(4));
            harness.vnode.tick();
            harness.vnode.deliverAll();
            return walEvents(harness, 0).stream()
                    .filter(kind -> kind == EventKind.FLUSH)
                    .count();
        }
    }

    @Test
    void replayDeliversEveryEventFromAVersionOn() throws IOException {
        try (Harness harness = new Harness(Harness.options(2))) {
            harness.createTable(1);
            harness.insertRun(1, 0, harness.now(), 60);
            harness.flush();
            harness.insertRun(1, 0, harness.now(), 60);
            List<BlockEvent> replayed = new ArrayList<>();
            long count = harness.vnode.replay(
                    3, (kind, block, wal, time) -> replayed.add(new BlockEvent(kind, block, wal, time)));
            assertThat(replayed)
                    .hasSize((int) count)
                    .containsExactlyInAnyOrderElementsOf(harness.delivered.stream()
                            .filter(event -> event.walOffset() >= 3)
                            .toList());
            assertThat(replayed.stream().map(BlockEvent::walOffset)).isSorted();
        }
    }

    @Test
    void replayFromBeforeTheLogIsRefusedAndNotMovedForward() throws IOException {
        WalOptions wal = new WalOptions(1, 3000, 0, 0, 0, 0, EXTENT);
        try (Harness harness = new Harness(Harness.options(2, wal))) {
            harness.createTable(1);
            harness.insertRun(1, 0, harness.now(), 5);
            harness.flush();
            assertThatThrownBy(() -> harness.vnode.replay(2, (kind, block, version, time) -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("asked=2");
        }
    }

    private static long segments(Harness harness) {
        return harness.vnode.logSegments();
    }
}
