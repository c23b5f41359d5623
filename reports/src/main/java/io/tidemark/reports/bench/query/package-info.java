/** Questions: what changed since a cursor or in a range. */
@NullMarked
package io.tidemark.reports.bench.query;

import org.jspecify.annotations.NullMarked;
