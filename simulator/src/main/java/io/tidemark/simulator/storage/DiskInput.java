package io.tidemark.simulator.storage;

import io.tidemark.spi.Storage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file of a {@link CrashStorage} being read. */
final class DiskInput implements Storage.Input {
    private final DiskController controller;
    private final String name;
    private final DiskFile file;

    DiskInput(DiskController controller, String name, DiskFile file) {
        this.controller = controller;
        this.name = name;
        this.file = file;
    }

    @Override
    public long size() throws IOException {
        synchronized (controller) {
            controller.requireUp();
            return file.length();
        }
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        target.put(bytes(DiskOperation.READ, position, target.remaining()));
    }

    @Override
    public ByteBuffer map(long position, int length) throws IOException {
        return ByteBuffer.wrap(bytes(DiskOperation.MAP, position, length)).asReadOnlyBuffer();
    }

    private byte[] bytes(DiskOperation operation, long position, int count) throws IOException {
        synchronized (controller) {
            controller.settle(operation, name);
            if (position < 0 || position + count > file.length()) {
                throw new EOFException("file ends too early: file=" + name + ", position=" + position + ", bytes="
                        + count + ", length=" + file.length());
            }
            return file.read((int) position, count);
        }
    }

    @Override
    public void close() {}
}
