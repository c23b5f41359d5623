package io.tidemark.simulator.baseline;

import io.tidemark.simulator.store.StoreView;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A backup that knows nothing of changes: at each backup it reads every live block. Counts what it read. */
public final class FullScanBaseline {
    private ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private long blocks;
    private long bytes;

    /** Reads every block of the view, which stays open. */
    public void backup(StoreView view) throws IOException {
        for (long id : view.ids()) {
            int length = view.length(id);
            if (length > buffer.capacity()) {
                buffer = ByteBuffer.allocate(length * 2);
            }
            bytes += view.read(id, buffer.clear());
            blocks++;
        }
    }

    /** Blocks read by all backups so far. */
    public long blocks() {
        return blocks;
    }

    /** Bytes read by all backups so far. */
    public long bytes() {
        return bytes;
    }
}
