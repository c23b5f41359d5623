package io.tidemark.engine;

import io.tidemark.segment.ActiveSegment;
import io.tidemark.segment.EventRange;
import io.tidemark.segment.SealedSegment;
import io.tidemark.segment.Zone;
import io.tidemark.spi.Identity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The engine at one moment: everything but the events that the active segment takes. Immutable; a change makes a new one
 * and publishes it whole, so that a reader never sees a cursor of one moment beside segments of another.
 *
 * <p>Sequences number the segments in the order of their seals, from 1: first those of the {@link Past}, then those of the
 * {@link Tail}. What a segment was that is in neither, a loss with its sequence tells.
 *
 * @param identity the engine's
 * @param past what is sealed
 * @param tail what is not
 * @param consumers by name
 * @param losses in the order in which they happened
 */
record EngineState(
        Identity identity, Past past, Tail tail, SortedMap<String, Consumer> consumers, List<LossMark> losses) {

    /**
     * The sealed part of the log: all of it that can be durable.
     *
     * @param segments in arrival order
     * @param droppedThrough the last sequence that retention dropped, 0 if none
     * @param dropped the offsets and times of what retention dropped, and of what was lost beside that
     * @param replayFrom the first WAL offset whose events may not be in this part, unsigned
     */
    record Past(List<SealedSegment> segments, long droppedThrough, Zone dropped, long replayFrom) {
        Past {
            segments = List.copyOf(segments);
        }

        private Past withSegments(List<SealedSegment> changed) {
            return new Past(changed, droppedThrough, dropped, replayFrom);
        }

        private Past plus(SealedSegment segment, long newReplayFrom) {
            List<SealedSegment> longer = new ArrayList<>(segments);
            longer.add(segment);
            return new Past(longer, droppedThrough, dropped, newReplayFrom);
        }
    }

    /**
     * The end of the log, in memory only.
     *
     * @param frozen full segments in arrival order
     * @param active takes new events
     * @param before the offsets and times of every event before the active segment
     * @param nextSequence the sequence that the active segment will have
     */
    record Tail(List<FrozenSegment> frozen, ActiveSegment active, Zone before, long nextSequence) {
        Tail {
            frozen = List.copyOf(frozen);
        }

        private Tail withFrozen(List<FrozenSegment> changed) {
            return new Tail(changed, active, before, nextSequence);
        }
    }

    /** A loss and when it happened: while the segment with this sequence was active. */
    record LossMark(long sequence, FullRequired loss) {
        /**
         * Whether events of the range may be among the lost; of a range of time that is not known. Too many blocks lose no
         * event: they only cost an incremental backup.
         */
        boolean mayTouch(EventRange range) {
            return range.touches(zone());
        }

        /** The offsets of the lost events, and every time. */
        private Zone zone() {
            return loss.reason() == LossReason.MAX_BLOCKS
                    ? new Zone()
                    : Zone.of(loss.walFrom(), loss.walTo(), Long.MIN_VALUE, Long.MAX_VALUE);
        }
    }

    EngineState {
        losses = List.copyOf(losses);
        consumers = Collections.unmodifiableSortedMap(new TreeMap<>(consumers));
    }

    static EngineState empty(Identity identity, ActiveSegment active) {
        Past past = new Past(List.of(), 0, new Zone(), 0);
        return new EngineState(identity, past, new Tail(List.of(), active, new Zone(), 1), new TreeMap<>(), List.of());
    }

    /** The sealed segments, in arrival order. */
    List<SealedSegment> sealed() {
        return past.segments();
    }

    /** The segments that wait to be sealed, in arrival order. */
    List<FrozenSegment> frozen() {
        return tail.frozen();
    }

    ActiveSegment active() {
        return tail.active();
    }

    /** The sequence that the active segment will have. */
    long nextSequence() {
        return tail.nextSequence();
    }

    /** The last sequence that retention dropped; 0 if none. */
    long droppedThrough() {
        return past.droppedThrough();
    }

    /** The offsets and times of what retention dropped, and of what was lost beside that. */
    Zone dropped() {
        return past.dropped();
    }

    /** Whether this is that very state: states are published, and told apart, by identity. */
    @SuppressWarnings("ReferenceEquality")
    boolean is(EngineState other) {
        return this == other;
    }

    /** The last seal so far; 0 before the first. */
    long lastSealed() {
        return tail.nextSequence() - 1 - tail.frozen().size();
    }

    /** The offsets and times of every event so far. For the appender. */
    Zone zone() {
        return tail.before().copy().add(active().zone());
    }

    /** The offsets and times of every event that was ever in the sealed part. */
    Zone sealedZone() {
        return frozen().isEmpty() ? tail.before() : frozen().get(0).before();
    }

    /** Where the sealed part ends. */
    BackupCursor end() {
        Zone zone = sealedZone();
        return zone.isEmpty()
                ? new BackupCursor(identity, lastSealed(), 0, Long.MIN_VALUE)
                : new BackupCursor(identity, lastSealed(), zone.maxWal(), zone.maxTime());
    }

    Consumer consumer(String name) {
        Consumer consumer = consumers.get(name);
        if (consumer == null) {
            throw new IllegalArgumentException(
                    "consumer must be known, add it first: consumer=" + name + ", known=" + consumers.keySet());
        }
        return consumer;
    }

    /** The sealed segments with {@code after < sequence <= through}. */
    List<SealedSegment> sealedBetween(long after, long through) {
        List<SealedSegment> found = new ArrayList<>();
        for (SealedSegment segment : sealed()) {
            if (segment.firstSequence() > after && segment.lastSequence() <= through) {
                found.add(segment);
            }
        }
        return found;
    }

    /** Whether something was lost while the active segment was active. */
    boolean hasLossInActive() {
        return losses.stream().anyMatch(mark -> mark.sequence() == nextSequence());
    }

    /** What was lost in the windows {@code after < sequence <= through}. */
    List<FullRequired> lossesBetween(long after, long through) {
        return losses.stream()
                .filter(mark -> mark.sequence() > after && mark.sequence() <= through)
                .map(LossMark::loss)
                .toList();
    }

    EngineState withConsumer(String name, Consumer consumer) {
        TreeMap<String, Consumer> changed = new TreeMap<>(consumers);
        changed.put(name, consumer);
        return withConsumers(changed);
    }

    EngineState withoutConsumer(String name) {
        TreeMap<String, Consumer> changed = new TreeMap<>(consumers);
        changed.remove(name);
        return withConsumers(changed);
    }

    private EngineState withConsumers(SortedMap<String, Consumer> changed) {
        return new EngineState(identity, past, tail, changed, losses);
    }

    private EngineState withPast(Past changed) {
        return new EngineState(identity, changed, tail, consumers, losses);
    }

    private EngineState withAllLosses(List<LossMark> changed) {
        return new EngineState(identity, past, tail, consumers, changed);
    }

    /** With the active segment frozen, and another in its place. */
    EngineState withFrozen(ActiveSegment fresh, long replayFrom) {
        List<FrozenSegment> longer = new ArrayList<>(frozen());
        longer.add(new FrozenSegment(active(), nextSequence(), tail.before(), replayFrom));
        return new EngineState(identity, past, new Tail(longer, fresh, zone(), nextSequence() + 1), consumers, losses);
    }

    /** Knowing that every event below this offset is in the sealed or frozen part. The active segment must be empty. */
    EngineState withReplayFrom(long replayFrom) {
        if (frozen().isEmpty()) {
            return withPast(new Past(sealed(), droppedThrough(), dropped(), replayFrom));
        }
        List<FrozenSegment> changed = new ArrayList<>(frozen());
        int last = changed.size() - 1;
        changed.set(last, changed.get(last).withReplayFrom(replayFrom));
        return new EngineState(identity, past, tail.withFrozen(changed), consumers, losses);
    }

    /** With the oldest frozen segment sealed. */
    EngineState withSealed(SealedSegment segment) {
        FrozenSegment oldest = frozen().get(0);
        Tail rest = tail.withFrozen(frozen().subList(1, frozen().size()));
        return new EngineState(identity, past.plus(segment, oldest.replayFrom()), rest, consumers, losses);
    }

    /** With one segment in the place of its inputs, if they are all there; else this. */
    EngineState withMerged(List<SealedSegment> inputs, SealedSegment merged) {
        if (!sealed().containsAll(inputs)) {
            return this;
        }
        List<SealedSegment> changed = new ArrayList<>(sealed());
        int at = changed.indexOf(inputs.get(0));
        changed.subList(at, at + inputs.size()).clear();
        changed.add(at, merged);
        return withPast(past.withSegments(changed));
    }

    /** With a loss in the place of a segment, if that is there; else this. */
    EngineState withLost(SealedSegment segment, LossReason reason, String detail) {
        if (!sealed().contains(segment)) {
            return this;
        }
        List<SealedSegment> rest = new ArrayList<>(sealed());
        rest.remove(segment);
        EngineState without = withPast(past.withSegments(rest));
        Zone zone = segment.zone();
        return zone.isEmpty()
                ? without
                : without.withLoss(
                        segment.lastSequence(), new FullRequired(reason, zone.minWal(), zone.maxWal(), detail));
    }

    /** Without the oldest segments, up to and including {@code last}. */
    EngineState withoutThrough(SealedSegment last) {
        int end = sealed().indexOf(last) + 1;
        Zone gone = dropped().copy();
        sealed().subList(0, end).forEach(segment -> gone.add(segment.zone()));
        return withPast(new Past(sealed().subList(end, sealed().size()), last.lastSequence(), gone, past.replayFrom()));
    }

    EngineState withLoss(long sequence, FullRequired loss) {
        return withLosses(List.of(new LossMark(sequence, loss)));
    }

    /** With those of these losses that are not told yet. */
    EngineState withLosses(List<LossMark> more) {
        List<LossMark> longer = new ArrayList<>(losses);
        more.stream().filter(mark -> !losses.contains(mark)).forEach(longer::add);
        return longer.size() == losses.size() ? this : withAllLosses(longer);
    }

    /** With a loss in the place of another one, or as the last one if that is not there. */
    EngineState withLossReplaced(@Nullable LossMark before, LossMark after) {
        List<LossMark> changed = new ArrayList<>(losses);
        int at = before == null ? -1 : changed.indexOf(before);
        if (at < 0) {
            changed.add(after);
        } else {
            changed.set(at, after);
        }
        return withAllLosses(changed);
    }

    /**
     * Without the losses that neither a consumer nor a retained segment has before it any more. For a question about a range they are as
     * dropped: it is still not complete.
     */
    EngineState withoutSettledLosses() {
        long oldest = Math.min(oldestCursor(), droppedThrough());
        List<LossMark> rest = new ArrayList<>();
        Zone gone = dropped().copy();
        for (LossMark mark : losses) {
            if (mark.sequence() > oldest) {
                rest.add(mark);
            } else {
                gone.add(mark.zone());
            }
        }
        return rest.size() == losses.size()
                ? this
                : withPast(new Past(sealed(), droppedThrough(), gone, past.replayFrom()))
                        .withAllLosses(rest);
    }

    /** The lowest sequence that a consumer's cursor stands at; the last seal when there is no consumer. */
    long oldestCursor() {
        return consumers.values().stream()
                .mapToLong(consumer -> consumer.cursor().segmentSequence())
                .min()
                .orElse(lastSealed());
    }

    /**
     * Whether a cursor or the end of an open window stands behind one sequence and before another, so that there must stay a border. Between
     * two neighbours there may be more sequences: those of segments that were lost.
     */
    boolean hasBorder(long behind, long before) {
        return consumers.values().stream().anyMatch(consumer -> consumer.standsBetween(behind, before));
    }
}
