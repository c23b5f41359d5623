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
import org.junit.jupiter.api.Test;

class CommitTest {
    @Test
    void goesThroughItsStepsInOrder() throws IOException {
        try (Harness harness = new Harness(Harness.options(2))) {
            harness.createTable(1);
            harness.insertRun(1, 0, harness.now(), 30);
            harness.vnode.flush();
            List<String> steps = new ArrayList<>();
            while (harness.vnode.hasWork()) {
                String step = harness.vnode.jobs().get(0);
                if (steps.isEmpty() || !steps.get(steps.size() - 1).equals(step)) {
                    steps.add(step);
                }
                harness.vnode.step(bound -> 0);
            }
            assertThat(steps)
                    .containsExactly(
                            "commit 1 at ROLL_LOG",
                            "commit 1 at WRITE_FILE_SETS",
                            "commit 1 at STAGE_EDIT",
                            "commit 1 at COMMIT_CACHES",
                            "commit 1 at PUBLISH_STATE",
                            "commit 1 at PUBLISH_EDIT",
                            "commit 1 at FINISH");
        }
    }

    @Test
    void stagesBothFilesBeforeEitherIsPublished() throws IOException {
        try (Harness harness = new Harness(Harness.options(2))) {
            harness.createTable(1);
            harness.insertRun(1, 0, harness.now(), 30);
            harness.vnode.flush();
            assertThat(harness.vnode.files()).contains("vnode_tmp.json", "vnode.json");
            while (harness.vnode.hasWork() && !harness.vnode.jobs().get(0).contains("PUBLISH_STATE")) {
                harness.vnode.step(bound -> 0);
            }
            assertThat(harness.vnode.files()).contains("vnode_tmp.json", "current.c.json");
            harness.vnode.step(bound -> 0);
            assertThat(harness.vnode.files()).contains("current.c.json").doesNotContain("vnode_tmp.json");
            harness.vnode.step(bound -> 0);
            assertThat(harness.vnode.files()).doesNotContain("current.c.json");
        }
    }

    @Test
    void newBlocksAreCreatedWhenWrittenAndFlushedWhenTheEditIsPublished() throws IOException {
        try (Harness harness = new Harness(Harness.options(2))) {
            harness.createTable(1);
            harness.insertRun(1, 0, harness.now(), 30);
            harness.vnode.flush();
            while (harness.vnode.hasWork() && !harness.vnode.jobs().get(0).contains("PUBLISH_EDIT")) {
                harness.vnode.step(bound -> 0);
            }
            assertThat(sttEvents(harness)).containsExactly(EventKind.CREATE);
            harness.settle();
            assertThat(sttEvents(harness)).containsExactly(EventKind.CREATE, EventKind.FLUSH);
        }
    }

    private static List<EventKind> sttEvents(Harness harness) {
        harness.vnode.deliverAll();
        return harness.delivered.stream()
                .filter(event -> BlockId.kind(event.blockId()) == BlockKind.STT)
                .map(BlockEvent::kind)
                .toList();
    }

    @Test
    void aFullBufferAsksForACommitAndBlocksWhileThePreviousOneRuns() throws IOException {
        try (Harness harness = new Harness(Harness.options(2))) {
            harness.createTable(1);
            fill(harness);
            assertThat(harness.vnode.hasWork()).isTrue();
            assertThat(harness.vnode.isBlocked()).as("second segment is free").isFalse();
            fill(harness);
            assertThat(harness.vnode.isBlocked()).isTrue();
            assertThatThrownBy(() -> harness.vnode.insert(1, new long[] {harness.now()}, 24, 0))
                    .isInstanceOf(IllegalStateException.class);
            harness.unblock();
            harness.insertRun(1, 0, harness.now(), 1);
        }
    }

    @Test
    void aSegmentPinnedByAQueryIsNotFreeWhenItsCommitIsDone() throws IOException {
        try (Harness harness = new Harness(Harness.options(2))) {
            harness.createTable(1);
            int first = harness.vnode.beginQuery();
            fill(harness);
            harness.settle();
            int second = harness.vnode.beginQuery();
            fill(harness);
            harness.settle();
            fill(harness);
            assertThat(harness.vnode.hasWork()).isFalse();
            assertThat(harness.vnode.isBlocked()).as("two pinned, one full").isTrue();
            harness.vnode.endQuery(first);
            assertThat(harness.vnode.isBlocked()).isFalse();
            harness.settle();
            harness.vnode.endQuery(second);
        }
    }

    private static void fill(Harness harness) throws IOException {
        long commits = harness.vnode.counts().commits();
        boolean worked = harness.vnode.hasWork();
        while (!harness.vnode.isBlocked()
                && harness.vnode.hasWork() == worked
                && harness.vnode.counts().commits() == commits) {
            harness.vnode.insert(1, new long[] {harness.now()}, 200, 0);
        }
    }
}
