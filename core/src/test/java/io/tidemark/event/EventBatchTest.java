package io.tidemark.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventBatchTest {
    private final EventBatch batch = new EventBatch(0);

    @Test
    void keepsEventsInOrderWhileItGrows() {
        for (int i = 0; i < 100; i++) {
            batch.add(EventKind.ofCode(i % 4), i, -i, 2L * i);
        }
        assertThat(batch.count()).isEqualTo(100);
        for (int i = 0; i < 100; i++) {
            assertThat(batch.kind(i)).isEqualTo(EventKind.ofCode(i % 4));
            assertThat(batch.blockId(i)).isEqualTo(i);
            assertThat(batch.walOffset(i)).isEqualTo(-i);
            assertThat(batch.timestampNanos(i)).isEqualTo(2L * i);
        }
    }

    @Test
    void handsOnWhatItHolds() {
        batch.add(EventKind.CREATE, 1, 2, 3);
        batch.add(EventKind.DELETE, 4, 5, 6);
        List<BlockEvent> seen = new ArrayList<>();
        batch.forEach((kind, block, wal, time) -> seen.add(new BlockEvent(kind, block, wal, time)));
        assertThat(seen)
                .containsExactly(new BlockEvent(EventKind.CREATE, 1, 2, 3), new BlockEvent(EventKind.DELETE, 4, 5, 6));
    }

    @Test
    void isEmptyAfterClearAndTakesEventsAgain() {
        batch.add(EventKind.CREATE, 1, 2, 3);
        batch.clear();
        assertThat(batch.isEmpty()).isTrue();
        batch.add(EventKind.FLUSH, 7, 8, 9);
        assertThat(batch.count()).isEqualTo(1);
        assertThat(batch.blockId(0)).isEqualTo(7);
    }

    @Test
    void anIndexBeyondTheCountIsRefused() {
        batch.add(EventKind.CREATE, 1, 2, 3);
        assertThatThrownBy(() -> batch.blockId(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> batch.kind(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
