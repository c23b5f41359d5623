package io.tidemark.reports.bench.index;

import it.unimi.dsi.fastutil.longs.Long2LongAVLTreeMap;
import it.unimi.dsi.fastutil.longs.Long2LongRBTreeMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Who keeps the pairs. */
public enum IndexSubject {
    /** Tidemark's skip list. */
    TIDEMARK {
        @Override
        PairIndex open() {
            return new TidemarkIndex();
        }
    },
    /** The skip list of the JDK. */
    CONCURRENT_SKIP_LIST_MAP {
        @Override
        PairIndex open() {
            return new JdkIndex(new ConcurrentSkipListMap<>());
        }
    },
    /** The red-black tree of the JDK. */
    TREE_MAP {
        @Override
        PairIndex open() {
            return new JdkIndex(new TreeMap<>());
        }
    },
    /** The red-black tree of fastutil. */
    FASTUTIL_RB_TREE {
        @Override
        PairIndex open() {
            return new FastutilIndex(new Long2LongRBTreeMap());
        }
    },
    /** The AVL tree of fastutil. */
    FASTUTIL_AVL_TREE {
        @Override
        PairIndex open() {
            return new FastutilIndex(new Long2LongAVLTreeMap());
        }
    };

    /** A new index without pairs. */
    abstract PairIndex open();
}
