package io.tidemark.engine;

/**
 * What the engine owns on the heap.
 *
 * @param currentBytes owned now
 * @param peakBytes the most ever owned
 * @param limitBytes what it is kept under
 * @param allocatedBytes ever allocated
 * @param freedBytes ever freed
 * @param allocations how many times
 * @param frees how many times
 */
public record MemoryStats(
        long currentBytes,
        long peakBytes,
        long limitBytes,
        long allocatedBytes,
        long freedBytes,
        long allocations,
        long frees) {
    /** The part of the limit that is used, from 0 to 100. */
    public double usedPercent() {
        return 100.0 * currentBytes / limitBytes;
    }
}
