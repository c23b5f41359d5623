package io.tidemark.simulator.vnode;

import io.tidemark.bitmap.CorruptDataException;
import java.nio.ByteBuffer;

/** A row in a data or stt block: timestamp, version, content length, content. */
final class RowCodec {
    private static final int FIXED_BYTES = 2 * Long.BYTES + Integer.BYTES;

    private RowCodec() {}

    static int bytes(int length) {
        return FIXED_BYTES + length;
    }

    static void put(ByteBuffer target, long uid, long timestamp, long version, long seed, int length) {
        target.putLong(timestamp).putLong(version).putInt(length);
        RowContent.put(target, uid, timestamp, seed, length);
    }

    /** Reads one row and checks its content. */
    static void read(ByteBuffer source, long uid, RowColumns target) throws CorruptDataException {
        int at = source.position();
        long timestamp = source.getLong();
        long version = source.getLong();
        int length = source.getInt();
        long seed = source.getLong(source.position());
        if (!RowContent.matches(source, uid, timestamp, seed, length)) {
            throw new CorruptDataException("block row", at, "the content of its key", "other bytes");
        }
        target.add(timestamp, version, seed, length);
    }
}
