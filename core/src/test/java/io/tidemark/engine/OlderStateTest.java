package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;
import io.tidemark.spi.BlockSource;
import io.tidemark.spi.CallerDispatcher;
import io.tidemark.spi.Clock;
import io.tidemark.spi.Dispatcher;
import io.tidemark.spi.Storage;
import io.tidemark.spi.StorageEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody puts a folder back as it was some time ago, or a part of it: what is missing then is delivered again, or told. */
class OlderStateTest {
    private static final String NIGHTLY = "nightly";
    private static final BlockSet ALL = BlockSet.builder().addRange(0, 99).build();

    private final CallerDispatcher dispatcher = Dispatcher.caller();

    @TempDir
    private Path folder;

    @TempDir
    private Path older;

    private BitmapEngine open() throws IOException {
        EngineConfig config = EngineConfig.builder()
                .enablePersistence(true)
                .persistPath(folder)
                .segmentEvents(5)
                .mergeFanout(2)
                .build();
        return BitmapEngine.open(config, Storage.folder(folder), Clock.system(), dispatcher);
    }

    /** A log of an update of each block from 0 to 99, at the offset of its number, of which the host has the part from an offset on. */
    private record Host(long firstWalOffset) implements StorageEngine {
        @Override
        public String name() {
            return "vnode-7";
        }

        @Override
        public long replay(long walOffset, EventSink sink) {
            long first = Math.max(walOffset, firstWalOffset);
            for (long block = first; block < 100; block++) {
                sink.accept(EventKind.UPDATE, block, block, block);
            }
            return 100 - first;
        }

        @Override
        public BlockSource snapshot(SnapshotPoint point) {
            throw new UnsupportedOperationException("this host only has a log");
        }
    }

    /* The first half is kept as it was then; the second half comes, is merged with it, and backed up. */
    @BeforeEach
    void goOnFromAnOlderState() throws IOException {
        try (BitmapEngine engine = open()) {
            engine.addConsumerFromStart(NIGHTLY);
            mark(engine, 0, 50);
        }
        copy(folder, older);
        try (BitmapEngine engine = open()) {
            mark(engine, 50, 100);
            while (dispatcher.step() > 0) {}
            assertThat(engine.stats().merges()).isPositive();
            engine.commit(engine.begin(NIGHTLY));
            while (dispatcher.step() > 0) {}
        }
    }

    private static void mark(BitmapEngine engine, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            engine.markDirty(i, i, i);
        }
        engine.deliveredThrough(to - 1);
        engine.checkpoint();
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file));
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void wholeFolderIsDeliveredWhatItDoesNotHave() throws IOException {
        for (Path file : files(folder)) {
            Files.delete(file);
        }
        copy(older, folder);
        try (BitmapEngine engine = open()) {
            assertThat(engine.replay(new Host(0))).isEqualTo(50);
            assertThat(engine.begin(NIGHTLY).changes().dirty()).isEqualTo(ALL);
        }
    }

    @Test
    void wholeFolderWhoseHostNoLongerHasTheLogTellsAGap() throws IOException {
        for (Path file : files(folder)) {
            Files.delete(file);
        }
        copy(older, folder);
        try (BitmapEngine engine = open()) {
            engine.replay(new Host(100));
            assertThat(engine.fullRequired(NIGHTLY))
                    .extracting(FullRequired::reason, FullRequired::walFrom, FullRequired::walTo)
                    .containsExactly(tuple(LossReason.WAL_GAP, 50L, 99L));
        }
    }

    @Test
    void manifestWithoutItsSegmentsTellsThemLost() throws IOException {
        Files.write(folder.resolve(ManifestFile.NAME), Files.readAllBytes(older.resolve(ManifestFile.NAME)));
        try (BitmapEngine engine = open()) {
            engine.replay(new Host(0));
            assertThat(engine.fullRequired(NIGHTLY))
                    .isNotEmpty()
                    .allMatch(loss -> loss.reason() == LossReason.CORRUPT_SEGMENT);
            assertThat(engine.changesByWal(0, 99).isComplete()).isFalse();
            assertThat(engine.changesByWal(50, 99).isComplete()).isTrue();
        }
    }

    @Test
    void segmentsOfBeforeBesideTheNewManifestAreLeftovers() throws IOException {
        for (Path file : files(older)) {
            if (!file.endsWith(ManifestFile.NAME)) {
                Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
        try (BitmapEngine engine = open()) {
            engine.replay(new Host(0));
            assertThat(engine.fullRequired(NIGHTLY)).isEmpty();
            assertThat(engine.changes(NIGHTLY).isEmpty()).isTrue();
            assertThat(engine.changesByWal(0, 99).changes().dirty()).isEqualTo(ALL);
        }
    }
}
