/** Plain models: slow, obvious, and without a line in common with what they check. */
@NullMarked
package io.tidemark.verification.model;

import org.jspecify.annotations.NullMarked;
