package io.tidemark.simulator.vnode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.event.BlockEvent;
import io.tidemark.event.EventKind;
import io.tidemark.simulator.store.BlockId;
import io.tidemark.simulator.store.BlockKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What commits, merges, compaction, retention, deletes and drops do to the blocks. */
class FileSetTest {
    @Test
    void aCommitWithATriggerWritesOneSttFilePerFileSetAndNoData() throws IOException {
        try (Harness harness = new Harness(Harness.options(8))) {
            harness.createTable(1);
            harness.insertRun(1, 0, harness.now(), 60);
            harness.insertRun(1, 0, harness.now() - 2 * Harness.SPAN, 60);
            harness.flush();
            assertThat(harness.vnode.files())
                    .filteredOn(name -> name.endsWith(".stt"))
                    .hasSize(2);
            assertThat(live(harness, BlockKind.DATA)).isEmpty();
        }
    }

    @Test
    void aCommitWithTriggerOneMergesIntoDataAndLeavesTheRemainderInStt() throws IOException {
        try (Harness harness = new Harness(Harness.options(1))) {
            harness.createTable(1);
            harness.createTable(2);
            harness.insertRun(1, 0, harness.now(), 60);
            harness.insertRun(2, 0, harness.now(), 5);
            harness.flush();
            assertThat(live(harness, BlockKind.DATA)).hasSize(2);
            assertThat(live(harness, BlockKind.SMA)).hasSize(2);
            assertThat(live(harness, BlockKind.STT)).hasSize(1);
            assertThat(live(harness, BlockKind.HEAD)).hasSize(1);
        }
    }

    @Test
    void aDataBlockThatNoNewRowFallsIntoIsKept() throws IOException {
        try (Harness harness = new Harness(Harness.options(1))) {
            harness.createTable(1);
            harness.insertRun(1, 0, harness.now(), 40);
            harness.flush();
            Set<Long> before = live(harness, BlockKind.DATA);
            harness.insertRun(1, 100, harness.now() + 40, 40);
            harness.flush();
            assertThat(live(harness, BlockKind.DATA)).hasSize(2).containsAll(before);
            assertThat(harness.vnode.counts().blocksKept()).isEqualTo(1);
            assertThat(harness.vnode.counts().blocksRewritten()).isZero();
        }
    }

    @Test
    void aDataBlockThatANewRowFallsIntoIsMergedAndWrittenAnew() throws IOException {
        try (Harness harness = new Harness(Harness.options(1))) {
            harness.createTable(1);
            harness.insertRun(1, 0, harness.now(), 80);
            harness.flush();
            Set<Long> before = live(harness, BlockKind.DATA);
            harness.insertRun(1, 1000, harness.now() + 10, 12);
            harness.flush();
            Set<Long> after = live(harness, BlockKind.DATA);
            assertThat(after).hasSize(2).contains(max(before)).doesNotContain(min(before));
            assertThat(eventsOf(harness, min(before))).endsWith(EventKind.DELETE);
            assertThat(harness.firstDifference()).isNull();
        }
    }

    @Test
    void sttFilesMergeIntoDataWhenTheTriggerIsReached() throws IOException {
        try (Harness harness = new Harness(Harness.options(3))) {
            harness.createTable(1);
            for (int i = 0; i < 3; i++) {
                assertThat(harness.vnode.counts().merges()).isZero();
                harness.insertRun(1, i, harness.now() + 20L * i, 20);
                harness.flush();
            }
            assertThat(harness.vnode.counts().merges()).isEqualTo(1);
            assertThat(live(harness, BlockKind.DATA)).hasSize(2);
            assertThat(harness.vnode.files()).noneMatch(name -> name.endsWith(".stt"));
        }
    }

    @Test
    void sttFilesCarryToHigherLevelsWhenEveryTableHasFewRows() throws IOException {
        try (Harness harness = new Harness(Harness.options(2))) {
            for (int uid = 0; uid < 20; uid++) {
                harness.createTable(uid);
            }
            for (int commit = 0; commit < 16; commit++) {
                for (int uid = 0; uid < 20; uid++) {
                    harness.insertRun(uid, commit, harness.now() + commit, 1);
                }
                harness.flush();
            }
            assertThat(harness.vnode.counts().merges()).isGreaterThanOrEqualTo(8);
            assertThat(harness.vnode.files())
                    .filteredOn(name -> name.endsWith(".stt"))
                    .hasSizeLessThanOrEqualTo(4);
            assertThat(live(harness, BlockKind.DATA)).isNotEmpty();
            assertThat(harness.firstDifference()).isNull();
        }
    }

    @Test
    void aDeleteWritesATombAndRewritesNoDataBlock() throws IOException {
        try (Harness harness = new Harness(Harness.options(2))) {
            harness.createTable(1);
            harness.insertRun(1, 0, harness.now(), 20);
            harness.flush();
            harness.insertRun(1, 0, harness.now() + 20, 20);
            harness.flush();
            Set<Long> before = live(harness, BlockKind.DATA);
            harness.delete(1, harness.now() + 5, harness.now() + 30);
            harness.flush();
            assertThat(live(harness, BlockKind.DATA)).isNotEmpty().isEqualTo(before);
            assertThat(live(harness, BlockKind.TOMB)).hasSize(1);
            assertThat(harness.firstDifference()).isNull();
        }
    }

    @Test
    void aDroppedTablesRowsVanishAtTheNextRewriteNotAtOnce() throws IOException {
        try (Harness harness = new Harness(Harness.options(1))) {
            harness.createTable(1);
            harness.createTable(3);
            harness.insertRun(1, 0, harness.now(), 40);
            harness.insertRun(3, 0, harness.now(), 40);
            harness.flush();
            harness.dropTable(1);
            assertThat(live(harness, BlockKind.DATA)).hasSize(2);
            harness.insertRun(3, 0, harness.now() + 40, 40);
            harness.flush();
            assertThat(live(harness, BlockKind.DATA)).hasSize(2);
            assertThat(harness.firstDifference()).isNull();
        }
    }

    @Test
    void retentionRemovesAFileSetWhoseSpanHasExpired() throws IOException {
        try (Harness harness = new Harness(Harness.options(2))) {
            harness.createTable(1);
            harness.insertRun(1, 0, harness.now() - Harness.KEEP + 5 * Harness.SPAN, 50);
            harness.insertRun(1, 0, harness.now(), 50);
            harness.flush();
            assertThat(harness.vnode.files())
                    .filteredOn(name -> name.endsWith(".stt"))
                    .hasSize(2);
            harness.clock.advance(TimeUnit.MILLISECONDS.toNanos(7 * Harness.SPAN));
            harness.vnode.expire();
            harness.settle();
            assertThat(harness.vnode.files())
                    .filteredOn(name -> name.endsWith(".stt"))
                    .hasSize(1);
            assertThat(harness.vnode.counts().fileSetsExpired()).isEqualTo(1);
            assertThat(harness.firstDifference()).isNull();
        }
    }

    @Test
    void rowsOlderThanKeepAreRefusedBeforeTheLog() throws IOException {
        try (Harness harness = new Harness(Harness.options(2))) {
            harness.createTable(1);
            long version = harness.vnode.lastWalOffset();
            harness.insertRun(1, 0, harness.now() - 2 * Harness.KEEP, 50);
            assertThat(harness.vnode.lastWalOffset()).isEqualTo(version);
            assertThat(harness.vnode.counts().rowsRejected()).isEqualTo(50);
        }
    }

    @Test
    void compactionRewritesAllRemovesTombsAndDeadBytesAndIsNotRepeated() throws IOException {
        try (Harness harness = new Harness(Harness.options(1))) {
            harness.createTable(1);
            harness.insertRun(1, 0, harness.now(), 80);
            harness.flush();
            harness.insertRun(1, 500, harness.now() + 10, 30);
            harness.delete(1, harness.now(), harness.now() + 4);
            harness.flush();
            Set<Long> before = live(harness, BlockKind.DATA);
            long deadBefore = deadBytes(harness);
            harness.vnode.compact();
            harness.settle();
            assertThat(live(harness, BlockKind.DATA)).isNotEmpty().doesNotContainAnyElementsOf(before);
            assertThat(live(harness, BlockKind.TOMB)).isEmpty();
            assertThat(deadBytes(harness)).isLessThan(deadBefore);
            assertThat(harness.firstDifference()).isNull();
            harness.vnode.compact();
            harness.settle();
            assertThat(harness.vnode.counts().compactions()).isEqualTo(1);
        }
    }

    private static long deadBytes(Harness harness) {
        return harness.vnode.store().fileBytes() - harness.vnode.store().liveBytes();
    }

    @Test
    void everyLifeBeginsWithCreateHoldsItsOrderAndEndsWithDelete() throws IOException {
        try (Harness harness = new Harness(Harness.options(2))) {
            VnodeModelTest.operateRandomly(harness, 1_500);
            harness.vnode.deliverAll();
            Map<Long, BlockEvent> last = new HashMap<>();
            for (BlockEvent event : harness.delivered) {
                BlockEvent before = last.put(event.blockId(), event);
                if (before == null) {
                    assertThat(event.kind()).as("%s", event).isEqualTo(EventKind.CREATE);
                } else {
                    assertThat(event.kind()).as("%s", event).isNotEqualTo(EventKind.CREATE);
                    assertThat(before.kind()).as("%s", event).isNotEqualTo(EventKind.DELETE);
                    assertThat(event.walOffset()).as("%s", event).isGreaterThanOrEqualTo(before.walOffset());
                    assertThat(event.timestampNanos()).as("%s", event).isGreaterThanOrEqualTo(before.timestampNanos());
                }
            }
            last.values().removeIf(event -> event.kind() == EventKind.DELETE);
            assertThat(last.keySet()).isEqualTo(live(harness));
        }
    }

    private static Set<Long> live(Harness harness) throws IOException {
        try (var view = harness.vnode.snapshot(() -> {})) {
            return Arrays.stream(view.ids()).boxed().collect(Collectors.toCollection(LinkedHashSet::new));
        }
    }

    private static Set<Long> live(Harness harness, BlockKind kind) throws IOException {
        Set<Long> ids = live(harness);
        ids.removeIf(id -> BlockId.kind(id) != kind);
        return ids;
    }

    private static List<EventKind> eventsOf(Harness harness, long id) {
        return harness.delivered.stream()
                .filter(event -> event.blockId() == id)
                .map(BlockEvent::kind)
                .toList();
    }

    private static long min(Set<Long> ids) {
        return ids.stream().min(Long::compare).orElseThrow();
    }

    private static long max(Set<Long> ids) {
        return ids.stream().max(Long::compare).orElseThrow();
    }
}
