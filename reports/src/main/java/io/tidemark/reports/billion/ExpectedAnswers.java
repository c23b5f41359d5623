package io.tidemark.reports.billion;

import static io.tidemark.reports.billion.BlockPlacement.EXTENT_BLOCKS;
import static io.tidemark.reports.billion.Visit.BURST_EVENTS;

import io.tidemark.event.EventKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What the engine must answer about a part of a made-up log, from the log alone: extent by extent, all visits that come to it,
 * in their order, with a few bytes of state for each of its blocks. Time linear in the part, memory constant. Not thread-safe.
 */
final class ExpectedAnswers {
    private static final int TOUCHED = 1;
    private static final int FIRST_CREATED = 2;
    private static final int LAST_DELETED = 4;
    private static final int UNFLUSHED = 8;

    private final SyntheticLog log;
    private final List<Long> distances;
    private final byte[] states = new byte[EXTENT_BLOCKS];
    private final Tally created = new Tally();
    private final Tally modified = new Tally();
    private final Tally deleted = new Tally();
    private final Tally unflushed = new Tally();

    ExpectedAnswers(SyntheticLog log) {
        this.log = log;
        this.distances = List.of(Visit.all()).stream()
                .map(log::distance)
                .distinct()
                .sorted()
                .toList();
    }

    /** A part of the log: events from one number to another, exclusive, of which those count whose times are in a range. */
    private record Part(long from, long to, long timeFrom, long timeTo) {
        boolean holds(long index, SyntheticLog log) {
            if (index < from || index >= to) {
                return false;
            }
            if (timeFrom == Long.MIN_VALUE && timeTo == Long.MAX_VALUE) {
                return true;
            }
            long time = log.timestampNanos(index);
            return timeFrom <= time && time <= timeTo;
        }

        boolean meets(long first, int count) {
            return first < to && first + count > from;
        }
    }

    private static final class Tally {
        private long blocks;
        private long sum;

        void add(long mixed) {
            blocks++;
            sum += mixed;
        }

        Digest take() {
            Digest digest = new Digest(blocks, sum);
            blocks = 0;
            sum = 0;
            return digest;
        }
    }

    /** Of the events from number {@code from} to {@code to}, exclusive. */
    Answer between(long from, long to) {
        return of(new Part(from, to, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    /** Of a question about a range. */
    Answer of(Question question) {
        if (question.axis() == Question.Axis.WAL) {
            return between(log.indexAt(question.from()), log.indexAt(question.to() + 1));
        }
        long first = (question.from() - SyntheticLog.FIRST_NANOS) / SyntheticLog.EVENT_NANOS;
        long last = (question.to() - SyntheticLog.FIRST_NANOS + SyntheticLog.LATE_NANOS) / SyntheticLog.EVENT_NANOS;
        return of(new Part(Math.max(0, first - 2), Math.min(log.events(), last + 2), question.from(), question.to()));
    }

    private Answer of(Part part) {
        if (part.from() < part.to()) {
            for (Span extents : touched(part.from() / BURST_EVENTS, (part.to() - 1) / BURST_EVENTS)) {
                for (long extent = extents.first(); extent <= extents.last(); extent++) {
                    fold(extent, part);
                    count(extent);
                }
            }
        }
        return new Answer(created.take(), modified.take(), deleted.take(), unflushed.take());
    }

    /** Extents from the first to the last. */
    private record Span(long first, long last) {}

    /** The extents to which bursts of a range go, ascending, each once. */
    private List<Span> touched(long firstBurst, long lastBurst) {
        List<Span> spans = new ArrayList<>();
        for (long distance : distances) {
            if (lastBurst >= distance) {
                spans.add(new Span(Math.max(0, firstBurst - distance), lastBurst - distance));
            }
        }
        spans.sort(Comparator.comparingLong(Span::first));
        List<Span> apart = new ArrayList<>();
        long next = 0;
        for (Span span : spans) {
            if (span.last() >= next) {
                apart.add(new Span(Math.max(span.first(), next), span.last()));
                next = span.last() + 1;
            }
        }
        return apart;
    }

    private void fold(long extent, Part part) {
        Arrays.fill(states, (byte) 0);
        long random = log.extentRandom(extent);
        for (long distance : distances) {
            long burst = extent + distance;
            if (burst < log.bursts() && part.meets(burst * BURST_EVENTS, BURST_EVENTS)) {
                for (Visit visit : Visit.all()) {
                    if (log.target(visit, burst) == extent) {
                        fold(visit, random, burst * BURST_EVENTS + visit.begin(), part);
                    }
                }
            }
        }
    }

    private void fold(Visit visit, long random, long firstIndex, Part part) {
        EventKind kind = visit.kind(random);
        for (int event = 0; event < visit.events(); event++) {
            if (part.holds(firstIndex + event, log)) {
                int block = visit.block(random, event);
                states[block] = (byte) after(states[block], kind);
            }
        }
    }

    private static int after(int state, EventKind kind) {
        if (kind == EventKind.FLUSH) {
            return state & ~UNFLUSHED;
        }
        int first = state & FIRST_CREATED;
        if ((state & TOUCHED) == 0 && kind == EventKind.CREATE) {
            first = FIRST_CREATED;
        }
        return TOUCHED | first | (kind == EventKind.DELETE ? LAST_DELETED : UNFLUSHED);
    }

    private void count(long extent) {
        long origin = log.originOf(extent);
        for (int block = 0; block < EXTENT_BLOCKS; block++) {
            int state = states[block];
            if ((state & TOUCHED) != 0) {
                long mixed = Mix.of(log.blockId(origin, block));
                if ((state & LAST_DELETED) != 0) {
                    deleted.add(mixed);
                } else {
                    ((state & FIRST_CREATED) != 0 ? created : modified).add(mixed);
                }
                if ((state & UNFLUSHED) != 0) {
                    unflushed.add(mixed);
                }
            }
        }
    }
}
