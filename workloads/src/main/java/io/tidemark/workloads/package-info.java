/** PLACEHOLDER */
@NullMarked
package io.tidemark.workloads;

import org.jspecify.annotations.NullMarked;
