package io.tidemark.verification.crash;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.engine.BitmapEngine;
import io.tidemark.engine.RangeChanges;
import io.tidemark.event.BlockEvent;
import io.tidemark.verification.model.EventListModel;
import java.io.IOException;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Holds an engine's answers about ranges to the {@link Ledger}: they are what a plain list of the events handed over would
 * answer (I5). An event that was delivered again counts once: in the order of the log it stands beside its first
 * delivery, and changes neither a first nor a last.
 */
final class RangeChecks {
    private final BitmapEngine engine;
    private final Ledger ledger;
    private final long expiredBefore;
    private final boolean mayLose;

    /**
     * Checks of one moment.
     *
     * @param expiredBefore events with earlier timestamps may have been dropped, nanoseconds since the epoch
     * @param mayLose whether events may be lost, or out of reach, without a word of the host
     */
    RangeChecks(BitmapEngine engine, Ledger ledger, long expiredBefore, boolean mayLose) {
        this.engine = engine;
        this.ledger = ledger;
        this.expiredBefore = expiredBefore;
        this.mayLose = mayLose;
    }

    /** The ranges between two events by log and by time, and all of both. */
    void between(BlockEvent a, BlockEvent b) throws IOException {
        boolean isOrdered = Long.compareUnsigned(a.walOffset(), b.walOffset()) <= 0;
        wal(isOrdered ? a.walOffset() : b.walOffset(), isOrdered ? b.walOffset() : a.walOffset());
        time(Math.min(a.timestampNanos(), b.timestampNanos()), Math.max(a.timestampNanos(), b.timestampNanos()));
        all();
    }

    /** All of the log and all of time. */
    void all() throws IOException {
        wal(0, -1);
        time(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private void wal(long from, long to) throws IOException {
        check(
                "WAL range " + Long.toUnsignedString(from) + " to " + Long.toUnsignedString(to),
                () -> engine.changesByWal(from, to),
                event -> Long.compareUnsigned(from, event.walOffset()) <= 0
                        && Long.compareUnsigned(event.walOffset(), to) <= 0);
    }

    private void time(long from, long to) throws IOException {
        check(
                "time range " + from + " to " + to,
                () -> engine.changesByTime(from, to),
                event -> from <= event.timestampNanos() && event.timestampNanos() <= to);
    }

    private interface Question {
        RangeChanges ask() throws IOException;
    }

    /* A question about events that may be lost may be left without an answer. */
    private void check(String what, Question question, Predicate<BlockEvent> isInside) throws IOException {
        try {
            check(what, question.ask(), isInside);
        } catch (IOException e) {
            if (!mayLose) {
                throw e;
            }
        }
    }

    private void check(String what, RangeChanges answer, Predicate<BlockEvent> isInside) {
        List<BlockEvent> handedOver = ledger
                .arrivals()
                .events(0, ledger.arrivals().size())
                .stream()
                .mapToObj(ledger.log()::event)
                .toList();
        List<BlockEvent> inside = handedOver.stream().filter(isInside).toList();
        boolean mayBeDropped = handedOver.stream().anyMatch(this::isExpired);
        if (!answer.isComplete()
                && !mayLose
                && !mayBeDropped
                && !ledger.arrivals().hasLoss()) {
            throw new ViolationException(what + " is not complete, and nothing was lost or dropped");
        }
        if (answer.isComplete() || (!mayLose && !mayBeDropped)) {
            exact(what, inside, answer.changes());
        } else {
            incomplete(what, inside, answer.changes());
        }
    }

    private boolean isExpired(BlockEvent event) {
        return event.timestampNanos() < expiredBefore;
    }

    private static void exact(String what, List<BlockEvent> inside, ChangeSet answer) {
        EventListModel model = new EventListModel();
        inside.forEach(model::accept);
        List<String> differences = model.byWal(0, -1).differences(answer);
        if (!differences.isEmpty()) {
            throw new ViolationException(what + ": " + differences.get(0));
        }
    }

    /* Nothing that was not there, and, if only what has expired may be missing, all that is retained. */
    private void incomplete(String what, List<BlockEvent> inside, ChangeSet answer) {
        Set<Long> changed = changed(inside, event -> true);
        PrimitiveIterator.OfLong touched = answer.touched().ascending();
        while (touched.hasNext()) {
            long block = touched.nextLong();
            if (!changed.contains(block)) {
                throw new ViolationException(what + ": unexpected block " + Long.toUnsignedString(block));
            }
        }
        for (long block : mayLose ? Set.<Long>of() : changed(inside, event -> !isExpired(event))) {
            if (!answer.touched().contains(block)) {
                throw new ViolationException(what + ": missing block " + Long.toUnsignedString(block));
            }
        }
    }

    private static Set<Long> changed(List<BlockEvent> events, Predicate<BlockEvent> wanted) {
        return events.stream()
                .filter(event -> event.kind().isChange())
                .filter(wanted)
                .map(BlockEvent::blockId)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
