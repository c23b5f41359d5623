package io.tidemark.event;

/**
 * The figures of an {@link EventInterceptor} since its construction. Each is exact when no call is under way; while events come in
 * they are read one after another, and need not belong to one moment.
 *
 * @param accepted events taken
 * @param applied events that the sink has applied
 * @param rejected events lost because the ring was full and nobody was to wait
 * @param timedOut events lost because the ring stayed full until the timeout
 * @param refused events lost because the interceptor was not running
 * @param abandoned accepted events that could not be applied until the interceptor was closed, and became a loss
 * @param lossPending lost events that the {@link LossSink} has not taken down yet
 * @param sinkFailures attempts to apply a batch, or to tell a loss, that failed
 * @param listenerFailures exceptions that listeners threw
 * @param listenerSkips events that were not told to listeners because they were too slow
 * @param ringSize events in the ring now
 * @param ringCapacity events that it can hold
 * @param ringHighWatermark the most that there were in it
 * @param isUnderPressure whether the ring is filling up, see {@link RingBuffer#isUnderPressure}
 */
public record InterceptorStats(
        long accepted,
        long applied,
        long rejected,
        long timedOut,
        long refused,
        long abandoned,
        long lossPending,
        long sinkFailures,
        long listenerFailures,
        long listenerSkips,
        int ringSize,
        int ringCapacity,
        int ringHighWatermark,
        boolean isUnderPressure) {
    /** Events that were lost; all were told or are about to be. */
    public long lost() {
        return rejected + timedOut + refused + abandoned;
    }

    /** Events that were accepted and not applied yet. */
    public long lag() {
        return accepted - applied - abandoned;
    }
}
