package io.tidemark.event;

import io.tidemark.spi.Clock;

/**
 * Measures how long every 2^k-th event takes from its acceptance until it was applied, so that the other ones do not look
 * at the clock. O(1) an event.
 *
 * <p><b>Who may call.</b> {@link #stamp}: the producer that claimed a sampled position, before it publishes it. {@link
 * #record}: the consumer, after it applied those events and before it drains more. <b>Progress.</b> Wait-free.
 * <b>Happens-before.</b> Comes from the ring. <b>Not guaranteed.</b> Nothing beyond.
 */
final class LatencySampler {
    /*
     * Field      writer                  write mode           read mode   pairs with
     * ---------- ----------------------- -------------------- ----------- -----------------------------------------------
     * stamps[i]  claimant of a position  plain, before word   plain       the ring's word: release / acquire
     *
     * A stamp is read after its position was drained, when its slot in the ring may have been given away again. So there are
     * twice as many stamps as samples fit into the ring: the next writer of a stamp is two laps ahead, and cannot claim before
     * the consumer comes back for the lap between.
     */
    private final Clock clock;
    private final LatencyHistogram histogram;
    private final int everyLog2;
    private final long[] stamps;

    LatencySampler(int ringCapacity, int everyLog2, Clock clock, LatencyHistogram histogram) {
        this.clock = clock;
        this.histogram = histogram;
        this.everyLog2 = everyLog2;
        this.stamps = new long[Math.max(1, ringCapacity >>> everyLog2) << 1];
    }

    long memoryBytes() {
        return (long) stamps.length * Long.BYTES;
    }

    boolean isSampled(long position) {
        return (position & ((1L << everyLog2) - 1)) == 0;
    }

    void stamp(long position) {
        stamps[index(position)] = clock.nanoTime();
    }

    /** Records the samples among {@code count} events from a position on. */
    void record(long first, int count) {
        long sampled = (((first - 1) >> everyLog2) + 1) << everyLog2;
        if (sampled >= first + count) {
            return;
        }
        long now = clock.nanoTime();
        for (long position = sampled; position < first + count; position += 1L << everyLog2) {
            histogram.record(now - stamps[index(position)]);
        }
    }

    private int index(long position) {
        return (int) (position >>> everyLog2) & (stamps.length - 1);
    }
}
