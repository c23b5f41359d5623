package io.tidemark.reports.billion;

import static io.tidemark.reports.billion.Visit.BURST_EVENTS;

/**
 * Where in the log things happen, as numbers of events.
 *
 * @param base the first backup is committed here: a full one
 * @param window the incremental backup is committed here; its window are the events from {@code base} on
 * @param kill the first life is killed somewhere behind this
 * @param end all events
 */
record Milestones(long base, long window, long kill, long end) {
    /** Inside of a group of events with one WAL offset, more often than not. */
    private static final int INTO_A_BURST = 31;

    static Milestones of(SyntheticLog log) {
        long base = log.bursts() * 98 / 100;
        long window = base + Math.max(1, log.bursts() / 100);
        long kill = (window + log.bursts()) / 2;
        return new Milestones(
                base * BURST_EVENTS, window * BURST_EVENTS, kill * BURST_EVENTS + INTO_A_BURST, log.events());
    }
}
