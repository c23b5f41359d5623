package io.tidemark.engine;

import io.tidemark.segment.ActiveSegment;
import io.tidemark.segment.EventRange;
import io.tidemark.segment.SealedSegment;
import io.tidemark.segment.Zone;
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
 * @param sealed in arrival order, without gaps in their sequences
 * @param active takes new events; its sequence will be {@code nextSequence}
 * @param sealedZone the offsets and times of every event ever sealed
 * @param nextSequence the sequence of the next seal, from 1
 * @param droppedThrough the last sequence that retention dropped, 0 if none
 * @param dropped the offsets and times of what retention dropped
 * @param consumers by name
 * @param losses in the order in which they happened
 */
record EngineState(
        List<SealedSegment> sealed,
        ActiveSegment active,
        Zone sealedZone,
        long nextSequence,
        long droppedThrough,
        Zone dropped,
        SortedMap<String, Consumer> consumers,
        List<LossMark> losses) {

    /** A loss and when it happened: while the segment with this sequence was active. */
    record LossMark(long sequence, FullRequired loss) {
        /**
         * Whether events of the range may be among the lost; of a range of time that is not known. Too many blocks lose no
         * event: they only cost an incremental backup.
         */
        boolean mayTouch(EventRange range) {
            return loss.reason() != LossReason.MAX_BLOCKS
                    && range.touches(Zone.of(loss.walFrom(), loss.walTo(), Long.MIN_VALUE, Long.MAX_VALUE));
        }
    }

    EngineState {
        sealed = List.copyOf(sealed);
        losses = List.copyOf(losses);
        consumers = Collections.unmodifiableSortedMap(new TreeMap<>(consumers));
    }

    static EngineState empty(ActiveSegment active) {
        return new EngineState(List.of(), active, new Zone(), 1, 0, new Zone(), new TreeMap<>(), List.of());
    }

    /** Whether this is that very state: states are published, and told apart, by identity. */
    @SuppressWarnings("ReferenceEquality")
    boolean is(EngineState other) {
        return this == other;
    }

    /** The last seal so far; 0 before the first. */
    long lastSequence() {
        return nextSequence - 1;
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
        for (SealedSegment segment : sealed) {
            if (segment.firstSequence() > after && segment.lastSequence() <= through) {
                found.add(segment);
            }
        }
        return found;
    }

    /** Whether something was lost while the active segment was active. */
    boolean hasLossInActive() {
        return losses.stream().anyMatch(mark -> mark.sequence() == nextSequence);
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
        return new EngineState(sealed, active, sealedZone, nextSequence, droppedThrough, dropped, changed, losses);
    }

    EngineState withSealed(SealedSegment segment, ActiveSegment newActive) {
        List<SealedSegment> longer = new ArrayList<>(sealed);
        longer.add(segment);
        Zone zone = sealedZone.copy().add(segment.zone());
        return new EngineState(longer, newActive, zone, nextSequence + 1, droppedThrough, dropped, consumers, losses);
    }

    EngineState withMerged(List<SealedSegment> inputs, SealedSegment merged) {
        List<SealedSegment> changed = new ArrayList<>(sealed);
        int at = changed.indexOf(inputs.get(0));
        changed.subList(at, at + inputs.size()).clear();
        changed.add(at, merged);
        return new EngineState(changed, active, sealedZone, nextSequence, droppedThrough, dropped, consumers, losses);
    }

    /** Without the oldest segments, up to and including {@code last}, and the losses of their time. */
    EngineState withoutThrough(SealedSegment last) {
        int end = sealed.indexOf(last) + 1;
        Zone gone = dropped.copy();
        sealed.subList(0, end).forEach(segment -> gone.add(segment.zone()));
        return new EngineState(
                sealed.subList(end, sealed.size()),
                active,
                sealedZone,
                nextSequence,
                last.lastSequence(),
                gone,
                consumers,
                losses);
    }

    EngineState withLoss(long sequence, FullRequired loss) {
        List<LossMark> longer = new ArrayList<>(losses);
        longer.add(new LossMark(sequence, loss));
        return new EngineState(sealed, active, sealedZone, nextSequence, droppedThrough, dropped, consumers, longer);
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
        return new EngineState(sealed, active, sealedZone, nextSequence, droppedThrough, dropped, consumers, changed);
    }

    /** Without the losses that neither a consumer nor a retained segment has before it any more. */
    EngineState withoutSettledLosses() {
        long oldest = Math.min(oldestCursor(), droppedThrough);
        List<LossMark> open =
                losses.stream().filter(mark -> mark.sequence() > oldest).toList();
        return new EngineState(sealed, active, sealedZone, nextSequence, droppedThrough, dropped, consumers, open);
    }

    /** The lowest sequence that a consumer's cursor stands at; the last seal when there is no consumer. */
    long oldestCursor() {
        return consumers.values().stream()
                .mapToLong(consumer -> consumer.cursor().segmentSequence())
                .min()
                .orElse(lastSequence());
    }

    /** Whether a cursor or the end of an open window stands right behind this sequence, so that it must stay a border. */
    boolean isBorder(long sequence) {
        return consumers.values().stream().anyMatch(consumer -> consumer.standsAt(sequence));
    }
}
