package io.tidemark.engine;

import io.tidemark.bitmap.ChangeSet;

/**
 * The answer to a range query.
 *
 * @param changes the change set of the retained events in the range, WAL order deciding first and last
 * @param isComplete whether every event of the range is still retained and none of it was lost; if not, blocks may be missing
 */
public record RangeChanges(ChangeSet changes, boolean isComplete) {}
