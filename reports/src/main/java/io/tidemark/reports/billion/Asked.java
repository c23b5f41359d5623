package io.tidemark.reports.billion;

/**
 * A question with its answer.
 *
 * @param isComplete whether the engine vouched for it
 * @param millis until the engine had the answer, reading its blocks left out
 */
record Asked(Question question, Answer answer, boolean isComplete, double millis) {}
