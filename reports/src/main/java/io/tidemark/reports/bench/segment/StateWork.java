package io.tidemark.reports.bench.segment;

import java.io.IOException;

/** A piece of work that ends with state in memory or in files, to be done again and again. */
interface StateWork extends AutoCloseable {
    /** Makes ready what the work needs; not measured. */
    void prepare() throws IOException;

    /** Does it. */
    void run() throws IOException;

    /** Clears away what {@link #prepare} and {@link #run} made. */
    void clear() throws IOException;

    /** How many bytes of state the last run made, or found. After {@link #run}, before {@link #clear}. */
    long bytes() throws IOException;

    /** Releases all. */
    @Override
    void close() throws IOException;
}
