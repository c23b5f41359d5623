/** Segments: how events become state on the heap and on the disk, and back. */
@NullMarked
package io.tidemark.reports.bench.segment;

import org.jspecify.annotations.NullMarked;
