package io.tidemark.reports.billion;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run is to be.
 *
 * @param seed of the log
 * @param blocks distinct blocks at least, from {@value SyntheticLog#BLOCKS_MIN} to {@value SyntheticLog#BLOCKS_MAX}
 * @param memoryLimitBytes what the engine may own, for the record
 * @param out where the engine's folder is made and deleted
 * @param keep the engine's folder if it is to be kept
 * @param lifeCommand main class and arguments of a child process; which life and which folder is added
 */
public record BillionOptions(
        long seed,
        long blocks,
        long memoryLimitBytes,
        Path out,
        @Nullable Path keep,
        List<String> lifeCommand) {
    /** The fewest blocks. */
    public static final long BLOCKS_MIN = SyntheticLog.BLOCKS_MIN;

    /** The most blocks. */
    public static final long BLOCKS_MAX = SyntheticLog.BLOCKS_MAX;

    /** Heap of a child process. */
    public static final long HEAP_BYTES = 1L << 30;

    public BillionOptions {
        lifeCommand = List.copyOf(lifeCommand);
    }
}
