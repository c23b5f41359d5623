package io.tidemark.reports.bench.ring;

/** How every thread of these benchmarks waits: it spins, and before long lets another thread have the processor. */
final class Idle {
    private static final int SPINS = 100;

    private Idle() {}

    /**
     * Waits a moment.
     *
     * @param times how often the caller has waited for the same thing
     * @return that and this time
     */
    @SuppressWarnings(
            "ThreadPriorityCheck") // nothing relies on it: with fewer processors than threads it saves time slices
    static int after(int times) {
        if (times < SPINS) {
            Thread.onSpinWait();
            return times + 1;
        }
        Thread.yield();
        return times;
    }
}
