package io.tidemark.simulator.vnode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.event.EventKind;
import io.tidemark.simulator.store.BlockKind;
import io.tidemark.simulator.store.BlockStore;
import io.tidemark.simulator.store.StoreFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A JSON file that is one block for ever and replaced as a whole: {@code vnode.json} or {@code current.json}. The new
 * content is staged under another name and forced; the rename publishes it, and is what the block's events tell of.
 */
final class JsonDocument {
    static final ObjectMapper JSON = new ObjectMapper();

    private final BlockStore store;
    private final EventEmitter events;
    private final String name;
    private final long block;

    JsonDocument(BlockStore store, EventEmitter events, BlockKind kind, String name) {
        this.store = store;
        this.events = events;
        this.name = name;
        this.block = store.allocate(kind);
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Writes new content beside the present. */
    StoreFile stage(ObjectNode content, String stagingName) throws IOException {
        StoreFile file = store.create(stagingName);
        file.append(ByteBuffer.wrap(bytes(content)));
        file.force();
        file.seal();
        return file;
    }

    /** Makes staged content the present one. */
    void publish(StoreFile staged) throws IOException {
        boolean first = store.extent(block) == null;
        store.rename(staged, name);
        store.put(block, staged, 0, Math.toIntExact(staged.size()));
        events.emit(first ? EventKind.CREATE : EventKind.UPDATE, block);
        events.emit(EventKind.FLUSH, block);
    }

    private static byte[] bytes(ObjectNode content) {
        try {
            return JSON.writeValueAsBytes(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers and strings can be written", e);
        }
    }
}
