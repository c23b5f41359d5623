/** What comes in: workload specifications and the operations that they amount to, and the one source of every random choice. */
@NullMarked
package io.tidemark.workloads;

import org.jspecify.annotations.NullMarked;
