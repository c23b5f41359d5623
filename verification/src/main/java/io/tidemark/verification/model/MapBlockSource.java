package io.tidemark.verification.model;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.spi.BlockSource;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** The contents of blocks in a map: the least a host needs for a backup. What is copied in stays as it was. */
public final class MapBlockSource implements BlockSource {
    private final Map<Long, byte[]> contents;

    /** The blocks of {@code contents} as they are now. */
    public MapBlockSource(Map<Long, byte[]> contents) {
        this.contents = new TreeMap<>(contents);
    }

    @Override
    public BlockSet blocks() {
        BlockSet.Builder blocks = BlockSet.builder();
        contents.keySet().forEach(blocks::add);
        return blocks.build();
    }

    @Override
    public int length(long blockId) {
        byte[] content = contents.get(blockId);
        return content == null ? ABSENT : content.length;
    }

    @Override
    public int read(long blockId, ByteBuffer target) {
        byte[] content = contents.get(blockId);
        if (content == null) {
            return ABSENT;
        }
        target.put(content);
        return content.length;
    }

    @Override
    public void close() {}
}
