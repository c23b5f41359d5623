package io.tidemark.event;

/** What becomes of an event when the buffer between the host and the engine is full. Neither loses a change in silence. */
public enum OverflowPolicy {
    /** The host's thread waits for room, up to a timeout; an event that waited in vain is a loss, told as with the other. */
    BLOCK,
    /** The event is given up at once, and every consumer whose window it belongs to is told to take a full backup. */
    DEGRADE
}
