/** Sets of blocks: {@link io.tidemark.bitmap.BlockSet}, an unsigned 64-bit Roaring set, and {@link io.tidemark.bitmap.ChangeSet}, the algebra of windows that the engine is built on, and {@link io.tidemark.bitmap.ComposedWindow}, many windows as one without holding it. */
@NullMarked
package io.tidemark.bitmap;

import org.jspecify.annotations.NullMarked;
