/** The changed-block engine: {@link io.tidemark.engine.BitmapEngine}, its configuration and its answers. */
@NullMarked
package io.tidemark.engine;

import org.jspecify.annotations.NullMarked;
