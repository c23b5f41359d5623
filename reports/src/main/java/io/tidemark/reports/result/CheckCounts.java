package io.tidemark.reports.result;

/**
 * How a run was held against a plain list of its events.
 *
 * @param windows windows compared, set by set
 * @param ranges WAL and time ranges queried and compared
 * @param differences answers that were not equal
 */
public record CheckCounts(long windows, long ranges, long differences) {}
