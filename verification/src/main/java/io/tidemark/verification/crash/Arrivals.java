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

        /** A loss: of an event, or of events that the log no longer has, with -1 for the place. */
        record Loss(FullRequired loss, int index) implements Entry {}
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

    /** A loss was told: of the event at a place of the log, or of events that the log no longer has, with -1. */
    void addLoss(FullRequired loss, int index) {
        entries.add(new Entry.Loss(loss, index));
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

    /** The events told as lost up to a point, those that arrived later too. */
    BitSet lost(int to) {
        BitSet lost = new BitSet();
        for (Entry entry : entries.subList(0, to)) {
            if (entry instanceof Entry.Loss loss && loss.index() >= 0) {
                lost.set(loss.index());
            }
        }
        return lost;
    }

    /** The losses told from one point to another. */
    List<FullRequired> losses(int from, int to) {
        return entries.subList(from, to).stream()
                .filter(Entry.Loss.class::isInstance)
                .map(entry -> ((Entry.Loss) entry).loss())
                .toList();
    }

    /** The losses among them whose events did not arrive after all: of those that did a crash may have taken the loss. */
    List<FullRequired> standingLosses(int from, int to) {
        List<FullRequired> standing = new ArrayList<>();
        for (int i = from; i < to; i++) {
            if (entries.get(i) instanceof Entry.Loss loss
                    && (loss.index() < 0 || !events(i, entries.size()).get(loss.index()))) {
                standing.add(loss.loss());
            }
        }
        return standing;
    }

    /** Whether a loss was ever told. */
    boolean hasLoss() {
        return entries.stream().anyMatch(Entry.Loss.class::isInstance);
    }
}
