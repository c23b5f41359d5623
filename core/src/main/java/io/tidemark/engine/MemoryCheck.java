package io.tidemark.engine;

/**
 * The use of memory against the limit.
 *
 * @param usedPercent the part of the limit that is used, from 0; above 100 when spilling failed
 * @param isWarning whether that is at or above the configured threshold
 */
public record MemoryCheck(double usedPercent, boolean isWarning) {}
