package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.event.EventInterceptor;
import io.tidemark.spi.CallerDispatcher;
import io.tidemark.spi.Clock;
import io.tidemark.spi.Dispatcher;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jol.info.GraphLayout;
import org.openjdk.jol.util.Multiset;

/** What the engine says that it owns, against what is there. */
class EngineMemoryTest {
    private static final String NIGHTLY = "nightly";

    /** What a segment is on the heap beside its image: documented, not counted. */
    private static final long SEGMENT_OVERHEAD_BYTES = 2_048;

    private final CallerDispatcher dispatcher = Dispatcher.caller();

    @TempDir
    private Path folder;

    private BitmapEngine open(long limit) throws IOException {
        EngineConfig config = EngineConfig.builder().memoryLimitBytes(limit).build();
        return BitmapEngine.open(config, Storage.folder(folder), Clock.system(), dispatcher);
    }

    /* Arrays of numbers, and what bitmaps are made of; not the virtual machine's classes and lambdas, which come and go. */
    private static final Pattern COUNTED =
            Pattern.compile("\\[[BIJ]|(\\[L)?(io\\.tidemark\\.bitmap|org\\.roaringbitmap|java\\.nio)\\..*");

    private static long footprint(BitmapEngine engine) {
        Multiset<Class<?>> sizes = GraphLayout.parseInstance(engine).getClassSizes();
        return sizes.keys().stream()
                .filter(type -> COUNTED.matcher(type.getName()).matches())
                .mapToLong(sizes::count)
                .sum();
    }

    /** Ids of which each has upper bits of its own cost more than their bits. */
    @ParameterizedTest
    @CsvSource({"20, 0", "12, 40"})
    void accountIsWhatIsOnTheHeap(int bits, int shift) throws IOException {
        try (BitmapEngine engine = open(256 << 20)) {
            engine.addConsumerFromStart(NIGHTLY);
            long counted = engine.memoryStats().currentBytes();
            long found = footprint(engine);
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < 900_000; i++) {
                engine.markDirty(random.nextLong(1L << bits) << shift, i, i);
            }
            while (dispatcher.step() > 0) {}
            assertThat(engine.changes(NIGHTLY).touched().cardinality()).isPositive();
            counted = engine.memoryStats().currentBytes() - counted;
            found = footprint(engine) - found;
            long overhead = engine.stats().segments() * SEGMENT_OVERHEAD_BYTES;
            assertThat(counted).as("never less").isGreaterThan((long) (found * 0.99) - overhead);
            assertThat(counted).as("and little more").isLessThan((long) (found * 1.1));
        }
    }

    @Test
    void interceptorsBuffersAreCountedWhileItIsOpen() throws IOException {
        try (BitmapEngine engine = open(64 << 20)) {
            long before = engine.memoryStats().currentBytes();
            EventInterceptor interceptor = engine.interceptor();
            long counted = engine.memoryStats().currentBytes() - before;
            assertThat(counted).isEqualTo(interceptor.memoryBytes()).isGreaterThan(16_384 * 32);
            interceptor.close();
            interceptor.close();
            assertThat(engine.memoryStats().currentBytes()).isEqualTo(before);
        }
    }

    @Test
    void questionsGiveBackWhatTheyTook() throws IOException {
        try (BitmapEngine engine = open(EngineConfig.MEMORY_LIMIT_BYTES_MIN)) {
            engine.addConsumerFromStart(NIGHTLY);
            for (int i = 0; i < 300_000; i++) {
                engine.markDirty(i * 977L % 100_003, i, i);
            }
            while (dispatcher.step() > 0) {}
            engine.cleanUpMemory(0);
            long before = engine.memoryStats().currentBytes();
            assertThat(engine.changesByTime(100_000, 200_000)
                            .changes()
                            .touched()
                            .cardinality())
                    .isEqualTo(100_001);
            assertThat(engine.changes(NIGHTLY).touched().cardinality()).isEqualTo(100_003);
            engine.cleanUpMemory(0);
            MemoryStats after = engine.memoryStats();
            assertThat(after.currentBytes()).isEqualTo(before);
            assertThat(after.peakBytes()).isLessThanOrEqualTo(after.limitBytes());
        }
    }
}
