/** Imports taosBenchmark's insert JSON as a workload specification. */
@NullMarked
package io.tidemark.workloads.taosbenchmark;

import org.jspecify.annotations.NullMarked;
