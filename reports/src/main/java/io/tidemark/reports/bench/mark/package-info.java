/** Marks: many of them, until they can be asked for. */
@NullMarked
package io.tidemark.reports.bench.mark;

import org.jspecify.annotations.NullMarked;
