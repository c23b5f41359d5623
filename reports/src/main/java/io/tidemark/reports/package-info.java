/** Measure and show: benchmarks, results, the report page, and the command line. */
@NullMarked
package io.tidemark.reports;

import org.jspecify.annotations.NullMarked;
