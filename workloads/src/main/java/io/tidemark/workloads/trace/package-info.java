/** Recorded workloads: our own trace format and importers of others, all read as streams. */
@NullMarked
package io.tidemark.workloads.trace;

import org.jspecify.annotations.NullMarked;
