/** Ordered in-memory indexes over primitive keys. */
@NullMarked
package io.tidemark.index;

import org.jspecify.annotations.NullMarked;
