package io.tidemark.workloads;

import org.jspecify.annotations.Nullable;

/** Operations one at a time, made when they are asked for. */
@FunctionalInterface
public interface OperationStream {
    /** The next operation, or {@code null} at the end. */
    @Nullable
    Operation next();
}
