package io.tidemark.event;

/**
 * How far the host says it has delivered, held back until the events that it had given by then are applied. Constant memory: of several
 * that wait, only the first and the last are kept.
 *
 * <p><b>Who may call.</b> {@link #add}: any thread. The rest: one thread. <b>Progress.</b> Blocking, by one lock that is held for a few instructions.
 */
final class Deliveries {
    private long dueAt;
    private long dueOffset;
    private long nextAt;
    private long nextOffset;
    private int waiting;

    /**
     * Takes down an offset.
     *
     * @param enqueued how many events were accepted before
     */
    synchronized void add(long walOffset, long enqueued) {
        if (waiting == 0) {
            dueAt = enqueued;
            dueOffset = walOffset;
            waiting = 1;
            return;
        }
        boolean isHigher = waiting == 1 || Long.compareUnsigned(walOffset, nextOffset) > 0;
        nextOffset = isHigher ? walOffset : nextOffset;
        nextAt = waiting == 1 ? enqueued : Math.max(nextAt, enqueued);
        waiting = 2;
    }

    /** Whether an offset may be told when so many events have been applied. */
    synchronized boolean isDue(long applied) {
        return waiting > 0 && applied >= dueAt;
    }

    /** Takes the offset that is due. */
    synchronized long take() {
        long offset = dueOffset;
        dueAt = nextAt;
        dueOffset = nextOffset;
        waiting--;
        return offset;
    }
}
