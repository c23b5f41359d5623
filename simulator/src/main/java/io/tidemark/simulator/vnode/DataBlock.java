package io.tidemark.simulator.vnode;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A data block as a head record describes it.
 *
 * @param id of the data block
 * @param smaId of its entry in the {@code .sma} file
 * @param table whose rows
 * @param firstTimestamp of its first row
 * @param firstVersion of its first row
 * @param lastTimestamp of its last row
 * @param lastVersion of its last row
 * @param minVersion of all rows
 * @param maxVersion of all rows
 * @param offset in the {@code .data} file
 * @param size in bytes
 * @param smaOffset in the {@code .sma} file
 * @param smaSize in bytes
 * @param rowCount rows in it, all of different timestamps
 */
record DataBlock(
        long id,
        long smaId,
        TableKey table,
        long firstTimestamp,
        long firstVersion,
        long lastTimestamp,
        long lastVersion,
        long minVersion,
        long maxVersion,
        long offset,
        int size,
        long smaOffset,
        int smaSize,
        int rowCount) {
    private static final int KEY_BYTES = 2 * Long.BYTES;

    /** Reads its rows. */
    RowColumns rows(TsdbIo io) throws IOException {
        TsdbIo.BlockReader block = io.read(id);
        ByteBuffer payload = block.payload();
        payload.position(payload.position() + 2 * Long.BYTES);
        RowColumns rows = new RowColumns(rowCount);
        while (payload.hasRemaining()) {
            RowCodec.read(payload, table.uid(), rows);
        }
        return rows;
    }

    void putHeadRecord(ByteBuffer target) {
        target.putLong(table.suid())
                .putLong(table.uid())
                .putLong(firstTimestamp)
                .putLong(firstVersion)
                .putLong(lastTimestamp)
                .putLong(lastVersion)
                .putLong(minVersion)
                .putLong(maxVersion)
                .putLong(offset)
                .putLong(smaOffset)
                .putInt(size)
                .putInt(KEY_BYTES * rowCount)
                .putInt(smaSize)
                .putInt(rowCount)
                .putInt(rowCount);
    }
}
