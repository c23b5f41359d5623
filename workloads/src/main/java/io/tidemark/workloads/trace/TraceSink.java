package io.tidemark.workloads.trace;

import io.tidemark.event.EventKind;

/** Takes the events of a trace one at a time, without allocation. */
@FunctionalInterface
public interface TraceSink {
    /**
     * Takes one event.
     *
     * @param vnode whose log it belongs to
     * @param kind what happened
     * @param blockId the block, unsigned
     * @param walOffset the position in that log, unsigned
     * @param timestampNanos nanoseconds since the epoch
     */
    void accept(int vnode, EventKind kind, long blockId, long walOffset, long timestampNanos);
}
