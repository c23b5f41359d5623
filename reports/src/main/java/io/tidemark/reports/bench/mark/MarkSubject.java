package io.tidemark.reports.bench.mark;

import java.io.IOException;

/** What takes the marks. */
public enum MarkSubject {
    /** Tidemark in memory, marked directly. */
    TIDEMARK {
        @Override
        MarkTracker open() throws IOException {
            return TidemarkTracker.direct();
        }
    },
    /** Tidemark in memory, through the interceptor's ring. */
    TIDEMARK_RING {
        @Override
        MarkTracker open() throws IOException {
            return TidemarkTracker.throughRing();
        }
    },
    /** Tidemark with a folder, marked directly; ends with a checkpoint. */
    TIDEMARK_DURABLE {
        @Override
        MarkTracker open() throws IOException {
            return TidemarkTracker.durable();
        }
    },
    /** A hash node a block, skip lists by time and by offset, a bitmap a node, one lock. */
    LITERAL_DESIGN {
        @Override
        MarkTracker open() {
            return new LiteralDesign();
        }
    },
    /** {@code ConcurrentHashMap} and {@code ConcurrentSkipListMap}. */
    CONCURRENT_MAPS {
        @Override
        MarkTracker open() {
            return new MapTracker();
        }
    },
    /** RocksDB without its log. */
    ROCKSDB {
        @Override
        MarkTracker open() throws IOException {
            return new RocksDbTracker(/* hasWal= */ false);
        }
    },
    /** RocksDB with its log; ends with a sync of it. */
    ROCKSDB_WAL {
        @Override
        MarkTracker open() throws IOException {
            return new RocksDbTracker(/* hasWal= */ true);
        }
    },
    /** H2's MVStore in a file; ends with a commit and a sync. */
    MVSTORE {
        @Override
        MarkTracker open() throws IOException {
            return new MvStoreTracker();
        }
    };

    /** What each may use to hold the marks, as far as it can be told: 256 MiB. */
    static final long MEMORY_BYTES = 256L << 20;

    /** A new tracker without marks. */
    abstract MarkTracker open() throws IOException;
}
