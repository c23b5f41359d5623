package io.tidemark.reports.billion;

import static io.tidemark.reports.billion.Visit.BURST_EVENTS;

/**
 * Which events of a burst share a WAL offset: groups of 1 to 8 events, three times each size, beginning with any of them.
 * Every burst has {@value #BURST_OFFSETS} offsets.
 */
final class OffsetGroups {
    private static final int GROUP_MAX = 8;
    private static final int BURST_OFFSETS = 24;

    /** The first offset of the log; 0 stands for nothing. */
    private static final long FIRST_OFFSET = 1;

    private static final OffsetGroups[] BY_FIRST_SIZE = new OffsetGroups[GROUP_MAX];

    static {
        for (int i = 0; i < GROUP_MAX; i++) {
            BY_FIRST_SIZE[i] = new OffsetGroups(i);
        }
    }

    private final int[] groupOf = new int[BURST_EVENTS];
    private final int[] begins = new int[BURST_OFFSETS];

    private OffsetGroups(int firstSize) {
        int place = 0;
        for (int group = 0; group < BURST_OFFSETS; group++) {
            begins[group] = place;
            int size = (firstSize + group) % GROUP_MAX + 1;
            for (int i = 0; i < size; i++) {
                groupOf[place++] = group;
            }
        }
    }

    /** The groups of the burst with this random number. */
    static OffsetGroups of(long burstRandom) {
        return BY_FIRST_SIZE[(int) (burstRandom >>> 61)];
    }

    /** The burst that this offset is in; 0 for the offset 0 too. */
    static long burstOf(long walOffset) {
        return walOffset == 0 ? 0 : Long.divideUnsigned(walOffset - FIRST_OFFSET, BURST_OFFSETS);
    }

    /** The offset of the event at {@code place} of the burst. */
    long walOffset(long burst, int place) {
        return FIRST_OFFSET + burst * BURST_OFFSETS + groupOf[place];
    }

    /** The number in the log of the first event with this offset, which is in a burst of these groups, or is 0. */
    long indexAt(long walOffset) {
        if (walOffset == 0) {
            return 0;
        }
        long burst = burstOf(walOffset);
        return burst * BURST_EVENTS + begins[(int) (walOffset - FIRST_OFFSET - burst * BURST_OFFSETS)];
    }
}
