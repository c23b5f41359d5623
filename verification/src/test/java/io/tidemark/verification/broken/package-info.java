/** Structures with a known fault, by which the checkers show that they can fail. */
@NullMarked
package io.tidemark.verification.broken;

import org.jspecify.annotations.NullMarked;
