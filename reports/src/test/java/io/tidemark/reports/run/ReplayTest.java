package io.tidemark.reports.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.EngineConfig;
import io.tidemark.event.BlockEvent;
import io.tidemark.event.EventKind;
import io.tidemark.reports.result.BackupResult;
import io.tidemark.reports.result.CheckCounts;
import io.tidemark.reports.result.EventCounts;
import io.tidemark.reports.result.RunSummary;
import io.tidemark.reports.result.RunSummaryBuilder;
import io.tidemark.workloads.ChoiceSource;
import io.tidemark.workloads.trace.TraceSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final int EVENTS = 25_000;

    @Test
    void everyWindowAndRangeAgreesWithTheListOfEvents() throws IOException {
        RunSummary summary = replay(events(), 8 << 20);

        assertThat(summary.check()).isEqualTo(new CheckCounts(3, 400L, 0));
        assertThat(summary.events()).extracting(EventCounts::total).isEqualTo((long) EVENTS);
        assertThat(summary.backups()).extracting(BackupResult::id).containsExactly("w1", "w2", "w3");
        assertThat(summary.backups()).extracting(BackupResult::parent).containsExactly(null, "w1", "w2");
    }

    @Test
    void theMemoryLimitDoesNotChangeTheDigest() throws IOException {
        assertThat(replay(events(), 8 << 20).digest())
                .isEqualTo(replay(events(), 64 << 20).digest());
    }

    @Test
    void anotherEventIsAnotherDigest() throws IOException {
        List<BlockEvent> changed = new ArrayList<>(events());
        BlockEvent last = changed.remove(EVENTS - 1);
        changed.add(new BlockEvent(last.kind(), last.blockId() + 1, last.walOffset(), last.timestampNanos()));

        assertThat(replay(changed, 8 << 20).digest())
                .isNotEqualTo(replay(events(), 8 << 20).digest());
    }

    @Test
    void noEventsAreNoWindows() throws IOException {
        RunSummary summary = replay(List.of(), 8 << 20);

        assertThat(summary.backups()).isEmpty();
        assertThat(summary.check()).isEqualTo(new CheckCounts(0, 0L, 0));
    }

    @Test
    void anEngineThatTookMoreThanTheListIsFound() throws IOException {
        try (BitmapEngine engine = BitmapEngine.open(config(8 << 20))) {
            engine.markDirty(77, 1, 1);
            ReplayedLog log = new ReplayedLog(engine, options(8 << 20));
            log.accept(EventKind.UPDATE, 5, 2, 2);
            log.finish();
            log.checkRanges(ChoiceSource.seeded(1));

            assertThat(log.differences()).anyMatch(d -> d.startsWith("window w1: modified: "));
            assertThat(log.differences()).anyMatch(d -> d.startsWith("WAL "));
            assertThat(log.differences()).anyMatch(d -> d.startsWith("time "));
        }
    }

    private static RunSummary replay(List<BlockEvent> events, long memoryLimit) throws IOException {
        RunSummaryBuilder summary = RunSummary.builder("replay", "test");
        try (Replay replay = new Replay(options(memoryLimit), count -> {})) {
            TraceSink sink = replay.beginTrace("trace");
            for (BlockEvent event : events) {
                sink.accept(0, event.kind(), event.blockId(), event.walOffset(), event.timestampNanos());
            }
            replay.finish(summary);
        }
        return summary.build();
    }

    private static ReplayOptions options(long memoryLimit) {
        return new ReplayOptions(
                config(memoryLimit), 10_000, ReplayOptions.Checking.WINDOWS_AND_RANGES, ReplayOptions.Pace.MAX, 3);
    }

    private static EngineConfig config(long memoryLimit) {
        return EngineConfig.builder()
                .memoryLimitBytes(memoryLimit)
                .exactRetentionNanos(Long.MAX_VALUE)
                .build();
    }

    /* Late events, too: a WAL offset may be up to 50 behind. */
    private static List<BlockEvent> events() {
        ChoiceSource choices = ChoiceSource.seeded(9);
        List<BlockEvent> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            EventKind kind = EventKind.ofCode(choices.below(4));
            long wal = 100L + i - choices.below(50);
            events.add(new BlockEvent(kind, choices.below(2_000), wal, wal * 10));
        }
        return events;
    }
}
