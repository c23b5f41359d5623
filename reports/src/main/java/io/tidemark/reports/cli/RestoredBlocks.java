package io.tidemark.reports.cli;

import io.tidemark.backup.BlockSink;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Restored blocks in two files: {@code blocks.data}, the contents one after another, and {@code blocks.csv}, a line
 * {@code block,offset,length} for each.
 */
final class RestoredBlocks implements BlockSink, AutoCloseable {
    private final OutputStream data;
    private final WritableByteChannel dataChannel;
    private final BufferedWriter index;
    private long offset;
    private long blocks;

    RestoredBlocks(Path folder) throws IOException {
        Files.createDirectories(folder);
        data = new BufferedOutputStream(Files.newOutputStream(folder.resolve("blocks.data")), 1 << 20);
        dataChannel = Channels.newChannel(data);
        index = Files.newBufferedWriter(folder.resolve("blocks.csv"));
        index.write("block,offset,length\n");
    }

    @Override
    public void accept(long blockId, ByteBuffer content) throws IOException {
        int length = content.remaining();
        dataChannel.write(content);
        index.write(Long.toUnsignedString(blockId) + "," + offset + "," + length + "\n");
        offset += length;
        blocks++;
    }

    long blocks() {
        return blocks;
    }

    long bytes() {
        return offset;
    }

    @Override
    public void close() throws IOException {
        try (index) {
            data.close();
        }
    }
}
