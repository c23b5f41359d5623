package io.tidemark.verification.crash;

import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.MemoryStats;
import java.io.IOException;

/** Everything that an engine's answers are held to, at one moment. */
final class Checks {
    private final BitmapEngine engine;
    private final Ledger ledger;
    private final WindowChecks windows;
    private final RangeChecks ranges;

    Checks(BitmapEngine engine, Ledger ledger, WindowChecks windows, RangeChecks ranges) {
        this.engine = engine;
        this.ledger = ledger;
        this.windows = windows;
        this.ranges = ranges;
    }

    WindowChecks windows() {
        return windows;
    }

    /** Every invariant that can be held at any time. */
    void everything() throws IOException {
        windowsPending();
        ranges.all();
        memory();
    }

    /** The pending window of each consumer. */
    void windowsPending() {
        for (String name : ledger.consumers().keySet()) {
            windows.pending(name);
        }
    }

    /** The ranges between two events of the log, and all of it. */
    void ranges(int pickFrom, int pickTo) throws IOException {
        HostLog log = ledger.log();
        if (log.size() > 0) {
            ranges.between(log.event(pickFrom % log.size()), log.event(pickTo % log.size()));
        }
    }

    /** What the engine owns is within its limit, and ever was (I4). */
    void memory() {
        MemoryStats memory = engine.memoryStats();
        if (memory.peakBytes() > memory.limitBytes()) {
            throw new ViolationException("memory exceeds its limit: " + memory);
        }
    }

    /** Behind a window that was just committed there is nothing. */
    void nothingPending(String name) throws IOException {
        if (!engine.fullRequired(name).isEmpty()
                || !engine.changes(name).touched().isEmpty()) {
            throw new ViolationException("something is pending behind a committed window: consumer=" + name
                    + ", losses=" + engine.fullRequired(name));
        }
    }

    /** After a checkpoint no more is to be delivered again than what the host has not said that it handed over. */
    void replayIsBounded(long settledBelow) {
        if (Long.compareUnsigned(engine.replayFrom(), settledBelow) < 0) {
            throw new ViolationException("a checkpoint leaves more to be delivered again than it has to: replayFrom="
                    + Long.toUnsignedString(engine.replayFrom()) + ", handed over is all below "
                    + Long.toUnsignedString(settledBelow));
        }
    }
}
