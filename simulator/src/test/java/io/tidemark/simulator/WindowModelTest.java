package io.tidemark.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;
import io.tidemark.simulator.store.BlockId;
import io.tidemark.simulator.store.BlockKind;
import org.junit.jupiter.api.Test;

class WindowModelTest {
    private final WindowModel model = new WindowModel();
    private final ChangeSet.Builder changes = ChangeSet.builder();

    @Test
    void agreesWithTheChangeSetOfTheSameEvents() {
        tell(model, EventKind.values());
        tell(changes, EventKind.values());
        assertThat(model.end(changes.build())).isEmpty();
        assertThat(model.end(ChangeSet.EMPTY)).as("the next window is empty").isEmpty();
    }

    @Test
    void findsWhatAChangeSetMissesAndWhatItHasTooMuch() {
        tell(model, EventKind.values());
        tell(changes, EventKind.CREATE, EventKind.FLUSH, EventKind.DELETE);
        assertThat(model.end(changes.build()))
                .anyMatch(text -> text.startsWith("modified misses"))
                .anyMatch(text -> text.startsWith("unflushed misses"));
        tell(model, EventKind.CREATE);
        tell(changes, EventKind.values());
        assertThat(model.end(changes.build())).anyMatch(text -> text.contains("has too much"));
    }

    /* Every sequence of up to three events, each on a block of its own, less the kinds not given. */
    private static void tell(EventSink sink, EventKind... told) {
        EventKind[] kinds = EventKind.values();
        for (int sequence = 0; sequence < 64; sequence++) {
            long block = BlockId.of(1, BlockKind.DATA, sequence);
            for (int i = 0, rest = sequence; i < 3; i++, rest /= 4) {
                EventKind kind = kinds[rest % 4];
                if (java.util.List.of(told).contains(kind)) {
                    sink.accept(kind, block, i, i);
                }
            }
        }
    }
}
