package io.tidemark.reports.billion;

import io.tidemark.event.EventKind;

/**
 * What a burst of events does, in this order: it brings a new extent into being and comes back to older ones. Each visit
 * marks so many neighbouring blocks of one extent.
 */
enum Visit {
    /** The blocks of a new extent: created, or updated for the first time since tracking began. */
    FIRST(0, BlockPlacement.EXTENT_BLOCKS, Distance.NONE, 0, EventKind.CREATE),
    /** Blocks of the extent before are written again, while they are fresh. */
    AGAIN(72, 8, Distance.NEXT, 8, EventKind.UPDATE),
    /** Blocks of an extent a third of the log ago are written again. */
    LATE(80, 7, Distance.THIRD, 16, EventKind.UPDATE),
    /** Blocks of an extent half of the log ago are deleted. */
    DELETE(87, 2, Distance.HALF, 24, EventKind.DELETE),
    /** One of those that were deleted longer ago comes back. */
    REVIVE(89, 1, Distance.THREE_FIFTHS, 24, EventKind.CREATE),
    /** Blocks of the extent before are flushed. */
    FLUSH(90, 18, Distance.NEXT, 40, EventKind.FLUSH);

    /** Events in a burst. */
    static final int BURST_EVENTS = 108;

    /** How many extents back a visit goes, as a part of the whole log. */
    enum Distance {
        NONE(0, 1, 0),
        NEXT(0, 1, 1),
        THIRD(1, 3, 2),
        HALF(1, 2, 3),
        THREE_FIFTHS(3, 5, 4);

        private final int numerator;
        private final int denominator;
        private final int min;

        Distance(int numerator, int denominator, int min) {
            this.numerator = numerator;
            this.denominator = denominator;
            this.min = min;
        }

        /** In a log of so many extents; no two distances are equal in a log of 16 extents or more. */
        long of(long extents) {
            return Math.max(min, extents * numerator / denominator);
        }
    }

    private static final Visit[] ALL = values();

    private final int begin;
    private final int events;
    private final Distance distance;
    private final int startShift;
    private final EventKind kind;

    /**
     * A visit.
     *
     * @param begin the place of its first event in a burst
     * @param events how many events it has in each burst
     * @param startShift which bits of an extent's random number say where in it the visit begins; visits of equal shift
     *     begin at the same block
     */
    Visit(int begin, int events, Distance distance, int startShift, EventKind kind) {
        this.begin = begin;
        this.events = events;
        this.distance = distance;
        this.startShift = startShift;
        this.kind = kind;
    }

    /** All visits in their order; not to be changed. */
    static Visit[] all() {
        return ALL;
    }

    int begin() {
        return begin;
    }

    int events() {
        return events;
    }

    Distance distance() {
        return distance;
    }

    /** The block of the extent that its event number {@code event} is about. */
    int block(long extentRandom, int event) {
        if (this == FIRST) {
            return event;
        }
        int block = Mix.below(BlockPlacement.EXTENT_BLOCKS, (extentRandom >>> startShift) << 24) + event;
        return block < BlockPlacement.EXTENT_BLOCKS ? block : block - BlockPlacement.EXTENT_BLOCKS;
    }

    /** What its events say. A quarter of the extents existed before tracking began, so that they are not created. */
    EventKind kind(long extentRandom) {
        return this == FIRST && (extentRandom & 3) == 0 ? EventKind.UPDATE : kind;
    }
}
