package io.tidemark.reports.run;

import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.RangeChanges;
import io.tidemark.verification.model.EventListModel;
import io.tidemark.verification.model.ExpectedChanges;
import io.tidemark.workloads.ChoiceSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds range queries against a list of the events: ranges of every length from one event to all of them, whose ends lie on,
 * just before and just after offsets and times that occur.
 */
final class RangeCheck {
    /** How many ranges by WAL offset, and how many by time. */
    static final int RANGES = 200;

    private static final int LENGTH_SHIFTS = 20;

    private final EventListModel model;
    private final BitmapEngine engine;
    private final ChoiceSource choices;
    private final List<String> differences = new ArrayList<>();

    RangeCheck(EventListModel model, BitmapEngine engine, ChoiceSource choices) {
        this.model = model;
        this.engine = engine;
        this.choices = choices;
    }

    /** Asks, compares, and answers with what differs; empty if nothing does. */
    List<String> run() throws IOException {
        for (int i = 0; i < RANGES && model.size() > 0; i++) {
            checkWal();
            checkTime();
        }
        return differences;
    }

    private void checkWal() throws IOException {
        int first = anyEvent();
        long a = near(model.walOffset(first));
        long b = near(model.walOffset(other(first)));
        long from = Long.compareUnsigned(a, b) <= 0 ? a : b;
        long to = from == a ? b : a;
        compare(
                "WAL " + Long.toUnsignedString(from) + " to " + Long.toUnsignedString(to),
                model.byWal(from, to),
                engine.changesByWal(from, to));
    }

    private void checkTime() throws IOException {
        int first = anyEvent();
        long a = near(model.timestamp(first));
        long b = near(model.timestamp(other(first)));
        long from = Math.min(a, b);
        long to = Math.max(a, b);
        compare("time " + from + " to " + to, model.byTime(from, to), engine.changesByTime(from, to));
    }

    private int anyEvent() {
        return choices.below(model.size());
    }

    /* As many events further on as fit in a random share of the list: half, a quarter, an eighth ... */
    private int other(int event) {
        int reach = Math.max(1, model.size() >> choices.below(LENGTH_SHIFTS));
        return Math.min(model.size() - 1, event + choices.below(reach));
    }

    private long near(long value) {
        return value + choices.below(3) - 1;
    }

    private void compare(String range, ExpectedChanges expected, RangeChanges found) {
        if (!found.isComplete()) {
            differences.add(range + ": expected a complete answer, found one that says it is not");
        }
        expected.differences(found.changes()).forEach(difference -> differences.add(range + ": " + difference));
    }
}
