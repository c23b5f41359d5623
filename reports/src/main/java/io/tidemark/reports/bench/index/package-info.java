/** Ordered indexes of pairs of numbers. */
@NullMarked
package io.tidemark.reports.bench.index;

import org.jspecify.annotations.NullMarked;
