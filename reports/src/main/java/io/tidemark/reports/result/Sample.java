package io.tidemark.reports.result;

/**
 * A reading of the engine while a run goes on.
 *
 * @param seconds since the run's begin, wall clock
 * @param events delivered so far
 * @param memoryBytes what the engine owns
 */
public record Sample(double seconds, long events, long memoryBytes) {}
