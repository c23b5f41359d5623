package io.tidemark.segment;

/**
 * What the engine owns on the heap, counted by those who allocate it. Safe for use by any thread; each call is atomic.
 */
public final class MemoryAccount {
    private long current;
    private long peak;
    private long allocated;
    private long freed;
    private long allocations;
    private long frees;

    /** An account at zero. */
    public MemoryAccount() {}

    public synchronized void allocate(long bytes) {
        current += bytes;
        allocated += bytes;
        allocations++;
        peak = Math.max(peak, current);
    }

    /** Allocates if the account is at or below {@code limit} then; answers whether it did. */
    public synchronized boolean tryAllocate(long bytes, long limit) {
        if (current + bytes > limit) {
            return false;
        }
        allocate(bytes);
        return true;
    }

    public synchronized void free(long bytes) {
        if (bytes > current) {
            throw new IllegalStateException(
                    "more freed than allocated, the account is wrong: freed=" + bytes + ", current=" + current);
        }
        current -= bytes;
        freed += bytes;
        frees++;
    }

    /** Bytes owned now. */
    public synchronized long current() {
        return current;
    }

    /** The numbers of one moment. */
    public synchronized Reading read() {
        return new Reading(current, peak, allocated, freed, allocations, frees);
    }

    /**
     * The account at one moment.
     *
     * @param current bytes owned
     * @param peak the most bytes ever owned
     * @param allocated bytes ever allocated
     * @param freed bytes ever freed
     * @param allocations how many times
     * @param frees how many times
     */
    public record Reading(long current, long peak, long allocated, long freed, long allocations, long frees) {}
}
