package io.tidemark.reports.bench.query;

import java.io.IOException;

/** Who is asked. */
public enum QuerySubject {
    /** Tidemark's engine with every segment in memory. */
    TIDEMARK {
        @Override
        ChangeTable open(MarkedBlocks blocks) throws IOException {
            return new EngineTable(blocks, /* isSpilled= */ false);
        }
    },
    /** Tidemark's engine with every segment in its file. */
    TIDEMARK_SPILLED {
        @Override
        ChangeTable open(MarkedBlocks blocks) throws IOException {
            return new EngineTable(blocks, /* isSpilled= */ true);
        }
    },
    /** A scan of flat columns. */
    SCAN_OF_COLUMNS {
        @Override
        ChangeTable open(MarkedBlocks blocks) {
            return new ColumnTable(blocks);
        }
    },
    /** A scan of a hash map of objects. */
    SCAN_OF_MAP {
        @Override
        ChangeTable open(MarkedBlocks blocks) {
            return new MapTable(blocks);
        }
    };

    /** Has it know these blocks. */
    abstract ChangeTable open(MarkedBlocks blocks) throws IOException;
}
