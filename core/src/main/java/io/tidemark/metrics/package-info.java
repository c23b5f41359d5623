/** The engine's metrics as one snapshot, and its optional binder for Micrometer. */
@NullMarked
package io.tidemark.metrics;

import org.jspecify.annotations.NullMarked;
