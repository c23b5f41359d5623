package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.spi.CallerDispatcher;
import io.tidemark.spi.Clock;
import io.tidemark.spi.Dispatcher;
import io.tidemark.spi.Storage;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is merged when, by what is left. */
class MergePolicyTest {
    private static final String NIGHTLY = "nightly";
    private static final int SEGMENT_EVENTS = 4;

    private final CallerDispatcher dispatcher = Dispatcher.caller();
    private BitmapEngine engine;
    private long wal;

    @BeforeEach
    void open() throws IOException {
        engine = open(4, EngineConfig.MEMORY_LIMIT_BYTES_MIN);
    }

    private BitmapEngine open(int fanout, long memoryLimit) throws IOException {
        EngineConfig config = EngineConfig.builder()
                .segmentEvents(SEGMENT_EVENTS)
                .mergeFanout(fanout)
                .memoryLimitBytes(memoryLimit)
                .build();
        return BitmapEngine.open(config, Storage.temporaryFolder(), Clock.system(), dispatcher);
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
    }

    /* Without a background step in between, as if marks came faster than merges. */
    private void seal(int segments) throws IOException {
        for (int i = 0; i < segments; i++) {
            for (int j = 0; j < SEGMENT_EVENTS; j++) {
                engine.markDirty(wal, wal, wal);
                wal++;
            }
            engine.checkpoint();
        }
    }

    private void rest() {
        while (dispatcher.step() > 0) {}
    }

    private int segments() {
        return engine.stats().segments();
    }

    @Test
    void fanoutNeighboursBecomeOneAndFewerStay() throws IOException {
        seal(3);
        rest();
        assertThat(segments()).isEqualTo(3);
        seal(1);
        rest();
        assertThat(segments()).isEqualTo(1);
        assertThat(engine.stats().merges()).isEqualTo(1);
    }

    @Test
    void segmentsGrowWithTheLogarithmOfTheEvents() throws IOException {
        for (int i = 0; i < 255; i++) {
            seal(1);
            rest();
        }
        assertThat(segments()).isEqualTo(4 * 3); // 255 is 3333 to the base of 4
    }

    @Test
    void fewEventsAreNotMergedWithManyForTheirSake() throws IOException {
        for (int i = 0; i < 15; i++) {
            seal(1);
            rest();
        }
        assertThat(segments()).as("three of sixteen events, three of four").isEqualTo(6);
        assertThat(engine.stats().merges()).isEqualTo(3);
    }

    @Test
    void whatIsBehindIsMergedManyAtOnce() throws IOException {
        seal(64);
        rest();
        assertThat(segments()).isEqualTo(1);
        assertThat(engine.stats().merges())
                .as("four of sixteen, and one of those four")
                .isEqualTo(5);
    }

    @Test
    void aCursorStaysABorder() throws IOException {
        seal(2);
        engine.addConsumerFromStart(NIGHTLY);
        engine.commit(engine.begin(NIGHTLY));
        seal(2);
        rest();
        assertThat(segments()).isEqualTo(4);
        engine.commit(engine.begin(NIGHTLY));
        rest();
        assertThat(segments()).isEqualTo(1);
    }

    @Test
    void whereMemoryIsScarceFewerAreMergedAtOnce() throws IOException {
        engine.close();
        engine = open(64, EngineConfig.MEMORY_LIMIT_BYTES_MIN);
        seal(40);
        rest();
        assertThat(segments()).isLessThan(40);
        MemoryStats memory = engine.memoryStats();
        assertThat(memory.peakBytes()).isLessThanOrEqualTo(memory.limitBytes());
    }
}
