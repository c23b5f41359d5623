package io.tidemark.verification.properties;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.bitmap.ChangeSet;
import io.tidemark.bitmap.CorruptDataException;
import io.tidemark.event.BlockEvent;
import io.tidemark.event.EventKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/** What any composition of windows, earlier before later, has to keep; the engine's and the broken ones alike. */
record CompositionLaws(BinaryOperator<WindowParts> composition) {
    /** The composition under test. */
    static CompositionLaws ofTheEngine() {
        return new CompositionLaws(
                (earlier, later) -> WindowParts.of(changeSet(earlier).then(changeSet(later))));
    }

    /** Every way to cut the events in two gives the window of all. */
    void splits(List<BlockEvent> events) {
        WindowParts whole = WindowParts.expected(events);
        for (int cut = 0; cut <= events.size(); cut++) {
            WindowParts earlier = WindowParts.expected(events.subList(0, cut));
            WindowParts later = WindowParts.expected(events.subList(cut, events.size()));
            assertThat(composition.apply(earlier, later))
                    .as("cut at %s of %s", cut, events)
                    .isEqualTo(whole);
        }
    }

    /** Grouping does not matter. */
    void associates(WindowParts first, WindowParts second, WindowParts third) {
        WindowParts left = composition.apply(composition.apply(first, second), third);
        WindowParts right = composition.apply(first, composition.apply(second, third));
        assertThat(left).isEqualTo(right);
    }

    /** The window without events changes nothing, on either side. */
    void hasIdentity(WindowParts window) {
        assertThat(composition.apply(WindowParts.EMPTY, window)).isEqualTo(window);
        assertThat(composition.apply(window, WindowParts.EMPTY)).isEqualTo(window);
    }

    /** The parts of a composed window lie in each other as those of any window do. */
    void keepsSubsets(WindowParts first, WindowParts second) {
        WindowParts composed = composition.apply(first, second);
        assertThat(composed.created().isSubsetOf(composed.touched())).isTrue();
        assertThat(composed.deleted().isSubsetOf(composed.touched())).isTrue();
        assertThat(composed.unflushed().isSubsetOf(composed.touched())).isTrue();
        assertThat(composed.unflushed().and(composed.deleted())).isEqualTo(BlockSet.EMPTY);
    }

    /** Every history of one block up to a length, each event in every kind. */
    static List<List<BlockEvent>> histories(int lengthMax) {
        List<List<BlockEvent>> histories = new ArrayList<>();
        histories.add(List.of());
        for (int i = 0; i < histories.size(); i++) {
            List<BlockEvent> history = histories.get(i);
            if (history.size() < lengthMax) {
                for (EventKind kind : EventKind.values()) {
                    List<BlockEvent> longer = new ArrayList<>(history);
                    longer.add(new BlockEvent(kind, 1, 0, 0));
                    histories.add(longer);
                }
            }
        }
        return histories;
    }

    static ChangeSet changeSet(WindowParts parts) {
        try {
            return ChangeSet.from(
                    parts.touched(), parts.created(), parts.deleted(), parts.unflushed(), parts.flushed());
        } catch (CorruptDataException e) {
            throw new AssertionError("parts of a window are refused: " + parts, e);
        }
    }
}
