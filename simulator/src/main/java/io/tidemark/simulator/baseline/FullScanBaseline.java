package io.tidemark.simulator.baseline;

import io.tidemark.simulator.store.StoreView;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A backup that knows nothing of changes: it reads every live block, each time. */
public final class FullScanBaseline {
    private ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    /**
     * What a scan read.
     *
     * @param blocks how many
     * @param bytes their bytes
     */
    public record Scan(long blocks, long bytes) {
        /** None. */
        public static final Scan NONE = new Scan(0, 0);

        /** Both together. */
        public Scan plus(Scan other) {
            return new Scan(blocks + other.blocks, bytes + other.bytes);
        }
    }

    /** Reads every block of the view, which stays open. */
    public Scan backup(StoreView view) throws IOException {
        long bytes = 0;
        long[] ids = view.ids();
        for (long id : ids) {
            int length = view.length(id);
            if (length > buffer.capacity()) {
                buffer = ByteBuffer.allocate(length * 2);
            }
            bytes += view.read(id, buffer.clear());
        }
        return new Scan(ids.length, bytes);
    }
}
