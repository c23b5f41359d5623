package io.tidemark.reports.bench.mark;

import io.tidemark.reports.bench.TemporaryFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.stream.LongStream;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.LongDataType;

/**
 * The store under the H2 database: two maps in one file, written in the background as its defaults have it, with a cache as large as
 * Tidemark's memory. Settled by a commit and a sync of the file.
 */
final class MvStoreTracker implements MarkTracker, MarkTracker.Producer {
    private final TemporaryFolder folder = TemporaryFolder.create();
    private final MVStore store = new MVStore.Builder()
            .fileName(folder.path().resolve("marks.mv").toString())
            .cacheSize((int) (MarkSubject.MEMORY_BYTES >> 20))
            .open();
    private final MVMap<Long, LongPair> lastByBlock =
            store.openMap("lastByBlock", types(LongDataType.INSTANCE, new PairType()));
    private final MVMap<LongPair, Long> byTime = store.openMap("byTime", types(new PairType(), LongDataType.INSTANCE));

    MvStoreTracker() throws IOException {}

    private static <K, V> MVMap.Builder<K, V> types(BasicDataType<K> keys, BasicDataType<V> values) {
        MVMap.Builder<K, V> builder = new MVMap.Builder<>();
        builder.setKeyType(keys);
        builder.setValueType(values);
        return builder;
    }

    @Override
    public Producer producer() {
        return this;
    }

    @Override
    public void mark(long blockId, long walOffset, long timestampNanos) {
        lastByBlock.put(blockId, new LongPair(walOffset, timestampNanos));
        byTime.put(new LongPair(timestampNanos, blockId), 0L);
    }

    @Override
    public void end() {}

    @Override
    public void settle() {
        store.commit();
        store.sync();
    }

    @Override
    public long[] blocksByTime(long from, long to) {
        LongStream.Builder blocks = LongStream.builder();
        Cursor<LongPair, Long> marks = byTime.cursor(LongPair.least(from), LongPair.greatest(to), false);
        while (marks.hasNext()) {
            blocks.add(marks.next().second());
        }
        return blocks.build().sorted().distinct().toArray();
    }

    @Override
    public void close() throws IOException {
        store.closeImmediately();
        folder.close();
    }

    /** Pairs as 16 bytes. */
    private static final class PairType extends BasicDataType<LongPair> {
        private static final int HEAP_BYTES = 32;

        @Override
        public int getMemory(LongPair pair) {
            return HEAP_BYTES;
        }

        @Override
        public boolean isMemoryEstimationAllowed() {
            return true;
        }

        @Override
        public void write(WriteBuffer target, LongPair pair) {
            target.putLong(pair.first()).putLong(pair.second());
        }

        @Override
        public LongPair read(ByteBuffer source) {
            return new LongPair(source.getLong(), source.getLong());
        }

        @Override
        public LongPair[] createStorage(int size) {
            return new LongPair[size];
        }

        @Override
        public int compare(LongPair left, LongPair right) {
            return left.compareTo(right);
        }
    }
}
