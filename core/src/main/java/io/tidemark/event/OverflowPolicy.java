package io.tidemark.event;

/** What an {@link EventInterceptor} does with an event for which its ring has no room. */
public enum OverflowPolicy {
    /** The host's thread waits for room, up to a timeout; only then the event becomes a loss that is told. */
    BLOCK,
    /** The event becomes a loss that is told, at once: the host never waits, and the next backup must be full. */
    DEGRADE
}
