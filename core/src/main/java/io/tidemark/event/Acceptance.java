package io.tidemark.event;

/**
 * What became of an event that a host gave to an {@link EventInterceptor}. A host may ignore it: each event that was not
 * accepted is told to the {@link LossSink} as well.
 */
public enum Acceptance {
    /** It will be applied, after all that was accepted before it. */
    ACCEPTED("accepted"),
    /** Lost: the ring was full, and the policy, or a call from within the sink or a listener, forbade to wait. */
    LOST_FULL("ring full"),
    /** Lost: the ring stayed full for the whole timeout. */
    LOST_TIMED_OUT("ring full until the timeout"),
    /** Lost: the interceptor was not running. */
    LOST_STOPPED("interceptor not running");

    private final String reason;

    Acceptance(String reason) {
        this.reason = reason;
    }

    /** Whether the event will be applied. */
    public boolean isAccepted() {
        return this == ACCEPTED;
    }

    /** Why, in words for a message. */
    String reason() {
        return reason;
    }
}
