package io.tidemark.simulator.vnode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.simulator.store.Difference;
import io.tidemark.simulator.store.StoreImage;
import io.tidemark.simulator.store.StoreView;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aViewStaysAsItWasWhileWritesGoOn(boolean inMemory, @TempDir Path folder) throws IOException {
        Storage storage = inMemory ? Storage.memory() : Storage.folder(folder);
        try (Harness harness = new Harness(Harness.options(2), storage, 3)) {
            VnodeModelTest.operateRandomly(harness, 400);
            try (StoreView view = harness.vnode.snapshot(() -> {})) {
                Map<Long, ByteBuffer> before = Harness.content(view);
                NavigableMap<?, ?> rows = harness.expected();
                assertThat(harness.rows(view)).isEqualTo(rows);
                VnodeModelTest.operateRandomly(harness, 800);
                harness.vnode.compact();
                harness.flush();
                assertThat(Harness.content(view)).isEqualTo(before);
            }
        }
    }

    @Test
    void aFileIsDeletedWhenTheLastViewOfItIsClosed(@TempDir Path folder) throws IOException {
        try (Harness harness = new Harness(Harness.options(1), Storage.folder(folder), 3)) {
            harness.createTable(1);
            harness.insertRun(1, 0, harness.now(), 100);
            harness.flush();
            StoreView first = harness.vnode.snapshot(() -> {});
            StoreView second = harness.vnode.snapshot(() -> {});
            harness.insertRun(1, 0, harness.now() + 50, 100);
            harness.flush();
            int before = files(folder);
            first.close();
            first.close();
            assertThat(files(folder)).isEqualTo(before);
            second.close();
            assertThat(files(folder))
                    .isLessThan(before)
                    .isEqualTo(harness.vnode.files().size());
        }
    }

    private static int files(Path folder) throws IOException {
        try (Storage storage = Storage.folder(folder)) {
            return storage.list().size();
        }
    }

    @Test
    void anImageEqualsAViewAndFindsEachKindOfDifference() throws IOException {
        try (Harness harness = new Harness(Harness.options(2))) {
            VnodeModelTest.operateRandomly(harness, 300);
            StoreImage image = StoreImage.take(harness.vnode.store());
            try (StoreView view = harness.vnode.snapshot(() -> {})) {
                assertThat(differences(image, Harness.content(view))).isEmpty();
                Map<Long, ByteBuffer> damaged = Harness.content(view);
                long[] ids = view.ids();
                ByteBuffer flipped = Objects.requireNonNull(damaged.get(ids[0]));
                flipped.put(7, (byte) (flipped.get(7) ^ 1));
                damaged.remove(ids[1]);
                damaged.put(ids[2], ByteBuffer.allocate(3));
                damaged.put(999L, ByteBuffer.allocate(1));
                assertThat(differences(image, damaged))
                        .extracting(Difference::blockId)
                        .containsExactlyInAnyOrder(ids[0], ids[1], ids[2], 999L);
            }
        }
    }

    private static List<Difference> differences(StoreImage image, Map<Long, ByteBuffer> content) {
        StoreImage.Comparison comparison = image.compare();
        content.forEach((id, bytes) -> comparison.block(id, bytes.duplicate()));
        return comparison.finish();
    }
}
