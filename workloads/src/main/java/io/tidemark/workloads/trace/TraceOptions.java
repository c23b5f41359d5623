package io.tidemark.workloads.trace;

import org.jspecify.annotations.Nullable;

/**
 * How to read a trace.
 *
 * @param format the format, or {@code null} to find it from the content
 * @param blockSize bytes of a block, for traces of byte ranges
 * @param skipBadLines whether damaged lines are counted instead of being an error
 */
public record TraceOptions(@Nullable TraceFormat format, int blockSize, boolean skipBadLines) {
    /** Format from the content, blocks of 4,096 bytes, damage is an error. */
    public static final TraceOptions DEFAULTS = new TraceOptions(null, 4096, false);

    public TraceOptions {
        if (blockSize < 1) {
            throw new IllegalArgumentException("block size must be at least 1 byte: blockSize=" + blockSize);
        }
    }
}
