package io.tidemark.reports.billion;

import static io.tidemark.reports.billion.Visit.BURST_EVENTS;

import io.tidemark.event.EventKind;
import io.tidemark.event.EventSink;
import java.util.EnumMap;
import java.util.Map;

/**
 * The write-ahead log of a host that does not exist: runs and spread blocks come into being, are written again, deleted,
 * revived and flushed. Event number i is a pure function of seed, size and i, so nobody has to store what was marked, and any
 * part of the log can be delivered again. Immutable.
 *
 * <p>Events come in bursts of {@value Visit#BURST_EVENTS}; burst b brings extent b into being, see {@link Visit}. Up to 8 events
 * share a WAL offset; offsets ascend from 1 without a gap. Time is virtual: a microsecond an event, with some noise, and a burst
 * in 64 carries times of a millisecond before.
 */
final class SyntheticLog {
    /** The fewest blocks, so that a hundredth of the log still is a burst. */
    static final long BLOCKS_MIN = 10_000;

    /** The most blocks, so that every number here fits; ten times as many as the largest goal. */
    static final long BLOCKS_MAX = 10_000_000_000L;

    /** Nanoseconds from an event to the next. */
    static final long EVENT_NANOS = 1_000;

    /** How much earlier the times of late bursts are. */
    static final long LATE_NANOS = 1_000_000;

    /** 1 November 2026. */
    static final long FIRST_NANOS = 1_793_491_200_000_000_000L;

    private static final int NOISE_MASK = 511;
    private static final int LATE_MASK = 63;

    private final long seed;
    private final long extents;
    private final BlockPlacement placement;
    private final Map<Visit, Long> distances = new EnumMap<>(Visit.class);

    /**
     * A log that touches at least so many distinct blocks, fewer than {@value BlockPlacement#EXTENT_BLOCKS} more.
     *
     * @param blocks from {@value #BLOCKS_MIN} to {@value #BLOCKS_MAX}
     */
    SyntheticLog(long seed, long blocks) {
        if (blocks < BLOCKS_MIN || blocks > BLOCKS_MAX) {
            throw new IllegalArgumentException(
                    "blocks must be from " + BLOCKS_MIN + " to " + BLOCKS_MAX + ": blocks=" + blocks);
        }
        this.seed = Mix.of(seed);
        this.extents = (blocks + BlockPlacement.EXTENT_BLOCKS - 1) / BlockPlacement.EXTENT_BLOCKS;
        this.placement = new BlockPlacement(this.seed, extents);
        for (Visit visit : Visit.all()) {
            distances.put(visit, visit.distance().of(extents));
        }
    }

    /** Distinct blocks in the whole log. */
    long blocks() {
        return extents * BlockPlacement.EXTENT_BLOCKS;
    }

    /** Bursts in the log, as many as extents. */
    long bursts() {
        return extents;
    }

    /** Events in the log. */
    long events() {
        return extents * BURST_EVENTS;
    }

    /** How many extents back a visit goes. */
    long distance(Visit visit) {
        return distances.getOrDefault(visit, 0L);
    }

    /** The extent that a visit of a burst goes to: its own where there is none that far back yet. */
    long target(Visit visit, long burst) {
        long distance = distance(visit);
        return burst >= distance ? burst - distance : burst;
    }

    /** What the choices about an extent are drawn from. */
    long extentRandom(long extent) {
        return Mix.of(seed ^ extent);
    }

    /** The handle of an extent for {@link #blockId}. */
    long originOf(long extent) {
        return placement.originOf(extent);
    }

    long blockId(long origin, int block) {
        return placement.blockId(origin, block);
    }

    /** The WAL offset of an event. */
    long walOffset(long index) {
        long burst = index / BURST_EVENTS;
        return OffsetGroups.of(burstRandom(burst)).walOffset(burst, (int) (index % BURST_EVENTS));
    }

    /** The number of the first event with this WAL offset or a higher one; {@link #events} if there is none. */
    long indexAt(long walOffset) {
        long burst = OffsetGroups.burstOf(walOffset);
        return burst >= extents ? events() : OffsetGroups.of(burstRandom(burst)).indexAt(walOffset);
    }

    /** The time of an event, nanoseconds since the epoch. */
    long timestampNanos(long index) {
        return timestampNanos(index, burstRandom(index / BURST_EVENTS));
    }

    private static long timestampNanos(long index, long burstRandom) {
        long noise = (burstRandom >>> (index & 31)) & NOISE_MASK;
        long late = ((burstRandom >>> 40) & LATE_MASK) == 0 ? LATE_NANOS : 0;
        return FIRST_NANOS + index * EVENT_NANOS + noise - late;
    }

    private long burstRandom(long burst) {
        return Mix.of(~seed ^ burst);
    }

    /** Gives the events from number {@code from} to {@code to}, exclusive, to {@code sink} in the order of the log. */
    void deliver(long from, long to, EventSink sink) {
        for (long burst = from / BURST_EVENTS; burst * BURST_EVENTS < to; burst++) {
            long first = burst * BURST_EVENTS;
            deliver(burst, (int) Math.max(0, from - first), (int) Math.min(BURST_EVENTS, to - first), sink);
        }
    }

    private void deliver(long burst, int from, int to, EventSink sink) {
        long random = burstRandom(burst);
        OffsetGroups groups = OffsetGroups.of(random);
        for (Visit visit : Visit.all()) {
            int begin = Math.max(0, from - visit.begin());
            int end = Math.min(visit.events(), to - visit.begin());
            if (begin < end) {
                deliver(burst, random, groups, visit, begin, end, sink);
            }
        }
    }

    private void deliver(
            long burst, long random, OffsetGroups groups, Visit visit, int begin, int end, EventSink sink) {
        long extent = target(visit, burst);
        long origin = placement.originOf(extent);
        long extentRandom = extentRandom(extent);
        EventKind kind = visit.kind(extentRandom);
        for (int event = begin; event < end; event++) {
            int place = visit.begin() + event;
            sink.accept(
                    kind,
                    placement.blockId(origin, visit.block(extentRandom, event)),
                    groups.walOffset(burst, place),
                    timestampNanos(burst * BURST_EVENTS + place, random));
        }
    }
}
