package io.tidemark.verification.crash;

import io.tidemark.engine.FullRequired;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What the engine was told, in order: events by their place in the {@link HostLog}, those delivered again too, and losses. A
 * place in this list is a point in the engine's arrival order; a window is a part of it. What a crash took is still in it.
 */
final class Arrivals {
    /** An event that was handed over, or a loss that was told. */
    private sealed interface Entry {
        record Event(int index) implements Entry {}

        /** A loss; certain when the engine took it without an error. */
        record Loss(FullRequired loss, boolean isCertain) implements Entry {}
    }

    private final List<Entry> entries;

    Arrivals() {
        this(new ArrayList<>());
    }

    private Arrivals(List<Entry> entries) {
        this.entries = entries;
    }

    Arrivals copy() {
        return new Arrivals(new ArrayList<>(entries));
    }

    int size() {
        return entries.size();
    }

    void addEvent(int index) {
        entries.add(new Entry.Event(index));
    }

    void addLoss(FullRequired loss, boolean isCertain) {
        entries.add(new Entry.Loss(loss, isCertain));
    }

    /** The events handed over from one point to another. */
    BitSet events(int from, int to) {
        BitSet events = new BitSet();
        for (Entry entry : entries.subList(from, to)) {
            if (entry instanceof Entry.Event event) {
                events.set(event.index());
            }
        }
        return events;
    }

    /** The losses told from one point to another, those only that the engine took for certain or all. */
    List<FullRequired> losses(int from, int to, boolean certainOnly) {
        List<FullRequired> losses = new ArrayList<>();
        for (Entry entry : entries.subList(from, to)) {
            if (entry instanceof Entry.Loss loss && (loss.isCertain() || !certainOnly)) {
                losses.add(loss.loss());
            }
        }
        return losses;
    }

    /** Whether a loss was ever told. */
    boolean hasLoss() {
        return entries.stream().anyMatch(Entry.Loss.class::isInstance);
    }
}
