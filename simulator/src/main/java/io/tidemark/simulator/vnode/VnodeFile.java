package io.tidemark.simulator.vnode;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.simulator.store.BlockKind;
import io.tidemark.simulator.store.BlockStore;
import io.tidemark.simulator.store.StoreFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code vnode.json}: configuration, and up to which version the vnode's files hold everything. */
final class VnodeFile {
    static final String NAME = "vnode.json";
    static final String STAGING_NAME = "vnode_tmp.json";

    private final VnodeOptions options;
    private final JsonDocument document;
    private @Nullable StoreFile staged;

    VnodeFile(VnodeOptions options, BlockStore store, EventEmitter events) {
        this.options = options;
        this.document = new JsonDocument(store, events, BlockKind.VNODE, NAME);
    }

    /** Writes the state that a commit is to reach. */
    void stage(long committedVersion, long commitId) throws IOException {
        ObjectNode root = JsonDocument.object();
        describe(root.putObject("config"));
        root.putObject("state")
                .put("commit version", committedVersion)
                .put("commit ID", commitId)
                .put("commit term", 1);
        staged = document.stage(root, STAGING_NAME);
    }

    private void describe(ObjectNode config) {
        config.put("vgId", options.vnode())
                .put("szBuf", options.bufferBytes())
                .put("ticksPerSecond", options.ticksPerSecond())
                .put("ticksPerFile", options.durationTicks())
                .put("ticksKept", options.keepTicks())
                .put("minRows", options.minRows())
                .put("maxRows", options.maxRows())
                .put("sstTrigger", options.sttTrigger())
                .put("wal.level", options.wal().level())
                .put("wal.fsyncPeriod", options.wal().fsyncPeriodMillis())
                .put("wal.retentionPeriod", options.wal().retentionPeriodSeconds())
                .put("wal.retentionSize", options.wal().retentionSizeBytes())
                .put("wal.rollPeriod", options.wal().rollPeriodSeconds())
                .put("wal.segSize", options.wal().segmentSizeBytes());
    }

    /** The commit point: the staged state becomes the present one. */
    void publish() throws IOException {
        StoreFile file = staged;
        if (file == null) {
            throw new IllegalStateException("a state must be staged before it is published");
        }
        document.publish(file);
        staged = null;
    }
}
