package io.tidemark.simulator.vnode;

import io.tidemark.simulator.store.BlockKind;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The {@code .data} and {@code .sma} file of a file set, which grow together: one SMA block per DATA block.
 *
 * @param data rows
 * @param sma sums
 */
record DataFiles(TsdbFile data, TsdbFile sma) {
    static DataFiles create(TsdbIo io, int fid, long cid) throws IOException {
        return new DataFiles(io.create(FileKind.DATA, fid, cid), io.create(FileKind.SMA, fid, cid));
    }

    /** Appends rows of one table as one block. */
    DataBlock append(TsdbIo io, TableKey table, RowColumns rows) throws IOException {
        int last = rows.count() - 1;
        long minVersion = Long.MAX_VALUE;
        long maxVersion = Long.MIN_VALUE;
        BlockBuffer block = new BlockBuffer();
        block.room(2 * Long.BYTES).putLong(table.suid()).putLong(table.uid());
        for (int i = 0; i <= last; i++) {
            ByteBuffer target = block.entry(RowCodec.bytes(rows.length(i)));
            RowCodec.put(target, table.uid(), rows.timestamp(i), rows.version(i), rows.seed(i), rows.length(i));
            minVersion = Math.min(minVersion, rows.version(i));
            maxVersion = Math.max(maxVersion, rows.version(i));
        }
        cover(minVersion, maxVersion);
        long id = io.write(data, BlockKind.DATA, block);
        long smaId = appendSums(io, rows);
        return new DataBlock(
                id,
                smaId,
                table,
                rows.timestamp(0),
                rows.version(0),
                rows.timestamp(last),
                rows.version(last),
                minVersion,
                maxVersion,
                io.extent(id).offset(),
                io.extent(id).length(),
                io.extent(smaId).offset(),
                io.extent(smaId).length(),
                rows.count());
    }

    private void cover(long minVersion, long maxVersion) {
        data.covers(minVersion);
        data.covers(maxVersion);
        sma.covers(minVersion);
        sma.covers(maxVersion);
    }

    /* One pretended column: the value seeds. */
    private long appendSums(TsdbIo io, RowColumns rows) throws IOException {
        long sum = 0;
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < rows.count(); i++) {
            long value = rows.seed(i);
            sum += value;
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        BlockBuffer sums = new BlockBuffer();
        sums.entry(BlockLayout.SMA_RECORD_BYTES)
                .putInt(1)
                .putInt(0)
                .putLong(sum)
                .putLong(max)
                .putLong(min);
        return io.write(sma, BlockKind.SMA, sums);
    }

    void force() throws IOException {
        data.file.force();
        sma.file.force();
    }
}
