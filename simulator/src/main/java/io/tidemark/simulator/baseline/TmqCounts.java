package io.tidemark.simulator.baseline;

/**
 * What a subscriber cost and missed.
 *
 * @param polls requests, those without an answer among them
 * @param messages answers
 * @param rows rows in them
 * @param bytes of these rows, each with its header of 16 bytes
 * @param gaps times the offset was older than the log and moved forward without an error
 * @param versionsLost log versions skipped so
 */
public record TmqCounts(long polls, long messages, long rows, long bytes, long gaps, long versionsLost) {
    /** Nothing yet. */
    public static final TmqCounts NONE = new TmqCounts(0, 0, 0, 0, 0, 0);

    /** Both together. */
    public TmqCounts plus(TmqCounts other) {
        return new TmqCounts(
                polls + other.polls,
                messages + other.messages,
                rows + other.rows,
                bytes + other.bytes,
                gaps + other.gaps,
                versionsLost + other.versionsLost);
    }
}
