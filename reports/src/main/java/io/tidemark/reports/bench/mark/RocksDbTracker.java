package io.tidemark.reports.bench.mark;

import io.tidemark.reports.bench.TemporaryFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * RocksDB: a column family by block, whose values are the last WAL offset and time, and one by time and block that holds every mark.
 * Keys are big-endian, so that they sort as numbers from 0 on. Written blindly, in batches of {@value #BATCH} marks that are filled
 * from direct buffers and used again, with memory and threads as the tuning guide has it for the memory that Tidemark gets.
 */
final class RocksDbTracker implements MarkTracker {
    private static final int MARK_BYTES = 2 * Long.BYTES;

    private final boolean hasWal;
    private final TemporaryFolder folder = TemporaryFolder.create();
    private final ColumnFamilyOptions familyOptions =
            new ColumnFamilyOptions().optimizeLevelStyleCompaction(MarkSubject.MEMORY_BYTES);
    private final DBOptions options = new DBOptions()
            .setCreateIfMissing(true)
            .setCreateMissingColumnFamilies(true)
            .setIncreaseParallelism(Runtime.getRuntime().availableProcessors());
    private final WriteOptions writeOptions = new WriteOptions();
    private final RocksDB database;
    private final ColumnFamilyHandle lastByBlock;
    private final ColumnFamilyHandle byTime;

    /**
     * An empty database.
     *
     * @param hasWal whether it logs before it writes; settled is then what the disk has
     */
    RocksDbTracker(boolean hasWal) throws IOException {
        this.hasWal = hasWal;
        writeOptions.setDisableWAL(!hasWal);
        List<ColumnFamilyHandle> families = new ArrayList<>();
        try {
            database = RocksDB.open(
                    options,
                    folder.path().toString(),
                    List.of(
                            new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, familyOptions),
                            new ColumnFamilyDescriptor(new byte[] {'t'}, familyOptions)),
                    families);
        } catch (RocksDBException e) {
            throw new IOException(e);
        }
        lastByBlock = families.get(0);
        byTime = families.get(1);
    }

    @Override
    public Producer producer() {
        return new Batches();
    }

    private final class Batches implements Producer {
        private final WriteBatch batch = new WriteBatch();
        private final ByteBuffer block = ByteBuffer.allocateDirect(Long.BYTES);
        private final ByteBuffer mark = ByteBuffer.allocateDirect(MARK_BYTES);
        private final ByteBuffer nothing = ByteBuffer.allocateDirect(0);
        private int marks;

        @Override
        public void mark(long blockId, long walOffset, long timestampNanos) throws IOException {
            try {
                batch.put(lastByBlock, filled(block, blockId), filled(mark, walOffset, timestampNanos));
                batch.put(byTime, filled(mark, timestampNanos, blockId), nothing);
                if (++marks == BATCH) {
                    write();
                }
            } catch (RocksDBException e) {
                throw new IOException(e);
            }
        }

        private static ByteBuffer filled(ByteBuffer buffer, long number) {
            return buffer.clear().putLong(number).flip();
        }

        private static ByteBuffer filled(ByteBuffer buffer, long first, long second) {
            return buffer.clear().putLong(first).putLong(second).flip();
        }

        private void write() throws RocksDBException {
            database.write(writeOptions, batch);
            batch.clear();
            marks = 0;
        }

        @Override
        public void end() throws IOException {
            try {
                write();
            } catch (RocksDBException e) {
                throw new IOException(e);
            }
            batch.close();
        }
    }

    @Override
    public void settle() throws IOException {
        if (hasWal) {
            try {
                database.syncWal();
            } catch (RocksDBException e) {
                throw new IOException(e);
            }
        }
    }

    @Override
    public long[] blocksByTime(long from, long to) {
        LongStream.Builder blocks = LongStream.builder();
        try (RocksIterator marks = database.newIterator(byTime)) {
            marks.seek(ByteBuffer.allocate(MARK_BYTES).putLong(from).array());
            for (; marks.isValid(); marks.next()) {
                ByteBuffer key = ByteBuffer.wrap(marks.key());
                if (key.getLong() > to) {
                    break;
                }
                blocks.add(key.getLong());
            }
        }
        return blocks.build().sorted().distinct().toArray();
    }

    @Override
    public void close() throws IOException {
        lastByBlock.close();
        byTime.close();
        database.close();
        writeOptions.close();
        options.close();
        familyOptions.close();
        folder.close();
    }
}
