package io.tidemark.engine;

/**
 * What the engine has done and holds.
 *
 * @param creates CREATE events taken since it was opened
 * @param updates UPDATE events
 * @param flushes FLUSH events
 * @param deletes DELETE events
 * @param activeEvents events in the active segment
 * @param segments sealed segments now
 * @param segmentEvents events in them
 * @param segmentBytes bytes of their images, resident or spilled
 * @param seals segments sealed since it was opened
 * @param merges merges done
 * @param spills times that a segment was moved out of the heap
 * @param spillFailures times that it could not be, the engine going over its limit instead
 * @param losses losses told and not yet settled by a full backup of every consumer that they touch
 */
public record EngineStats(
        long creates,
        long updates,
        long flushes,
        long deletes,
        long activeEvents,
        int segments,
        long segmentEvents,
        long segmentBytes,
        long seals,
        long merges,
        long spills,
        long spillFailures,
        int losses) {
    /** Events taken, of all kinds. */
    public long events() {
        return creates + updates + flushes + deletes;
    }
}
