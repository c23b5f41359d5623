package io.tidemark.reports.bench.query;

import java.io.IOException;

/** What knows when each block was marked, and is asked what changed. */
interface ChangeTable extends AutoCloseable {
    /** The blocks marked since the cursor. */
    Found since() throws IOException;

    /** The blocks with an offset from this one on to that one, inclusive. */
    Found byWal(long from, long to) throws IOException;

    /** The blocks with a time from this one on to that one, inclusive. */
    Found byTime(long from, long to) throws IOException;

    @Override
    void close() throws IOException;
}
