/** Rings: events from producers to one consumer. */
@NullMarked
package io.tidemark.reports.bench.ring;

import org.jspecify.annotations.NullMarked;
