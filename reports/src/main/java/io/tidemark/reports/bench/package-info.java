/** The JMH benchmarks, each beside a peer that carries the same payload. */
@NullMarked
package io.tidemark.reports.bench;

import org.jspecify.annotations.NullMarked;
