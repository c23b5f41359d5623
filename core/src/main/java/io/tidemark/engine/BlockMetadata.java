package io.tidemark.engine;

import io.tidemark.bitmap.BlockState;

/**
 * What is known of one block among the retained events.
 *
 * @param state for the consumer that was asked for
 * @param walOffset where in the log its last change was, unsigned
 * @param timestampNanos when that was, nanoseconds since the epoch
 * @param isFlushed whether a FLUSH followed it
 */
public record BlockMetadata(BlockState state, long walOffset, long timestampNanos, boolean isFlushed) {}
