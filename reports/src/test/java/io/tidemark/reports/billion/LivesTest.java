package io.tidemark.reports.billion;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.EngineConfig;
import io.tidemark.event.EventSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both lives in this JVM, closed instead of killed: what the comparison finds, and what it does not. */
class LivesTest {
    private static final SyntheticLog LOG = new SyntheticLog(1, 20_000);

    @TempDir
    Path folder;

    @Test
    void anEngineThatKeepsEverythingDiffersInNothing() throws IOException {
        assertThat(differences(engine -> engine)).isEmpty();
    }

    /*
     * A block that is written again, or flushed, is the same in an answer that also holds what came before or does not hold it: it
     * takes a slice that begins with the one, and one that does not begin with the other.
     */
    @ParameterizedTest
    @EnumSource
    void oneLostMarkIsADifference(Visit visit) throws IOException {
        Question slice = Question.slices(LOG, SecondLife.SLICES).get(60);
        long burst = LOG.indexAt(slice.from()) / Visit.BURST_EVENTS + (visit == Visit.FLUSH ? 1 : 0);
        long lost = burst * Visit.BURST_EVENTS + visit.begin();
        assertThat(LOG.walOffset(lost)).isBetween(slice.from(), slice.to());

        assertThat(differences(engine -> losing(lost, engine))).isNotEmpty();
    }

    @Test
    void theFirstMarkLostIsADifference() throws IOException {
        assertThat(differences(engine -> losing(0, engine))).isNotEmpty();
    }

    @Test
    void theLastMarkLostIsADifference() throws IOException {
        assertThat(differences(engine -> losing(LOG.events() - 1, engine))).isNotEmpty();
    }

    @Test
    void oneMarkOfAnotherBlockIsADifference() throws IOException {
        int[] count = {0};
        List<String> differences = differences(engine -> (kind, block, wal, time) ->
                engine.accept(kind, count[0]++ == 1_000 ? block ^ (1L << 40) : block, wal, time));

        assertThat(differences).isNotEmpty();
    }

    /** What stands before the engine in both lives. */
    private interface Tampering {
        EventSink on(BitmapEngine engine);
    }

    private List<String> differences(Tampering tampering) throws IOException {
        EngineConfig config = EngineConfig.builder()
                .memoryLimitBytes(8 << 20)
                .enablePersistence(true)
                .persistPath(folder)
                .build();
        FirstLife.Report first;
        try (BitmapEngine engine = BitmapEngine.open(config)) {
            first = new FirstLife(LOG, engine, tampering.on(engine), index -> {}).beforeKill();
        }
        SecondLife.Report second =
                new SecondLife(LOG).live(() -> BitmapEngine.open(config), tampering::on, index -> {});
        Comparison comparison = new Comparison(LOG);
        comparison.compare(first, second);
        return comparison.differences();
    }

    /* Lost however often it is delivered. */
    private static EventSink losing(long index, EventSink engine) {
        Event lost = Event.at(index);
        return (kind, block, wal, time) -> {
            if (time != lost.timestampNanos || block != lost.blockId) {
                engine.accept(kind, block, wal, time);
            }
        };
    }

    private record Event(long blockId, long timestampNanos) {
        static Event at(long index) {
            Event[] event = new Event[1];
            LOG.deliver(index, index + 1, (kind, block, wal, time) -> event[0] = new Event(block, time));
            return event[0];
        }
    }
}
