package io.tidemark.reports.result;

import org.jspecify.annotations.Nullable;

/**
 * How a run was held against a plain list of its events.
 *
 * @param windows windows compared, set by set
 * @param ranges WAL and time ranges queried and compared; absent if none were to be
 * @param differences answers that were not equal
 */
public record CheckCounts(long windows, @Nullable Long ranges, long differences) {}
