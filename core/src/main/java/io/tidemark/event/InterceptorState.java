package io.tidemark.event;

/** What an {@link EventInterceptor} is doing. */
public enum InterceptorState {
    /** Not started yet, or stopped: events are refused and told as lost. */
    STOPPED,
    /** Events are taken and applied. */
    RUNNING,
    /** Events are taken, but the last attempt to apply a batch or to tell a loss failed. It is tried again. */
    FAILING,
    /** Stopped for good. */
    CLOSED
}
