/**
 * The JMH benchmarks, in a package each for what is measured, and what they share. Whoever does the same work is a value of the parameter
 * {@code subject}: {@code TIDEMARK}, and the peers that it is compared with. The class comment of a benchmark says what is equal
 * for all of them and what is not.
 */
@NullMarked
package io.tidemark.reports.bench;

import org.jspecify.annotations.NullMarked;
