package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.spi.CallerDispatcher;
import io.tidemark.spi.Clock;
import io.tidemark.spi.Dispatcher;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowSlicesTest {
    private static final String NIGHTLY = "nightly";

    private final CallerDispatcher dispatcher = Dispatcher.caller();

    @TempDir
    private Path folder;

    private BitmapEngine engine;
    private long wal;

    @BeforeEach
    void open() throws IOException {
        EngineConfig config = EngineConfig.builder()
                .segmentEvents(500)
                .mergeFanout(3)
                .memoryLimitBytes(EngineConfig.MEMORY_LIMIT_BYTES_MIN)
                .build();
        engine = BitmapEngine.open(config, Storage.folder(folder), Clock.system(), dispatcher);
        engine.addConsumerFromStart(NIGHTLY);
        mark(10_000);
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
    }

    /* Blocks of many containers, in three buckets, the last container of all among them. */
    private void mark(int events) throws IOException {
        SplittableRandom random = new SplittableRandom(wal);
        for (int i = 0; i < events; i++) {
            long block = random.nextLong(1L << 23) | (long) random.nextInt(-1, 2) << 32;
            switch (random.nextInt(4)) {
                case 0 -> engine.markNew(block, wal, wal);
                case 1 -> engine.markDeleted(block, wal, wal);
                case 2 -> engine.markFlushed(block, wal, wal);
                default -> engine.markDirty(block, wal, wal);
            }
            wal++;
        }
        engine.checkpoint();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100, 5_000, Long.MAX_VALUE})
    void areTheWindowWhateverHappensMeanwhile(long blocks) throws IOException {
        engine.markDirty(-1, wal, wal);
        BackupWindow window = engine.begin(NIGHTLY);
        ChangeSet whole = window.changes();
        WindowSlices slices = window.slices(blocks);
        long begin = 0;
        for (ChangeSet slice = slices.next(); slice != null; slice = slices.next()) {
            long end = slice.touched().or(slice.flushed()).last();
            assertThat(slice).isEqualTo(whole.between(begin, end));
            begin = end + 1;
            if (begin >>> 16 == 40) {
                engine.cleanUpMemory(0);
                mark(100);
                while (dispatcher.step() > 0) {}
            }
        }
        assertThat(begin).as("behind the last block").isZero();
        assertThat(slices.next()).as("still at the end").isNull();
    }

    @Test
    void windowThatIsNoLongerOpenIsNotRead() throws IOException {
        BackupWindow superseded = engine.begin(NIGHTLY);
        WindowSlices slices = superseded.slices(100);
        assertThat(slices.next()).isNotNull();
        BackupWindow committed = engine.begin(NIGHTLY);
        engine.commit(committed);
        for (BackupWindow window : new BackupWindow[] {superseded, committed}) {
            assertThatThrownBy(window::changes)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no longer open");
        }
        assertThatThrownBy(slices::next).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void damageThatShowsBetweenTwoSlicesEndsThem() throws IOException {
        WindowSlices slices = engine.begin(NIGHTLY).slices(100);
        assertThat(slices.next()).isNotNull();
        engine.cleanUpMemory(0);
        try (DirectoryStream<Path> segments = Files.newDirectoryStream(folder, "*.segment")) {
            for (Path segment : segments) {
                byte[] bytes = Files.readAllBytes(segment);
                bytes[bytes.length - 10] ^= 1;
                Files.write(segment, bytes);
            }
        }
        assertThatThrownBy(slices::next)
                .isInstanceOf(FullRequiredException.class)
                .hasMessageContaining("CORRUPT_SEGMENT");
        assertThat(engine.fullRequired(NIGHTLY)).isNotEmpty();
    }

    @Test
    void sliceOfNoBlockIsRefused() throws IOException {
        BackupWindow window = engine.begin(NIGHTLY);
        assertThatThrownBy(() -> window.slices(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blocks=0");
    }
}
