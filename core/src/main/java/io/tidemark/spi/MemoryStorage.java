package io.tidemark.spi;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** A folder in memory, for tests, simulations and engines that must leave no trace on disk. */
final class MemoryStorage implements Storage {
    private final TreeMap<String, Bytes> files = new TreeMap<>();
    private boolean locked;

    @Override
    public synchronized Output create(String name) throws IOException {
        Bytes file = new Bytes(name);
        if (files.putIfAbsent(FileNames.checked(name), file) != null) {
            throw new FileAlreadyExistsException(name);
        }
        return file;
    }

    @Override
    public synchronized Input open(String name) throws IOException {
        Bytes file = files.get(name);
        if (file == null) {
            throw new NoSuchFileException(name);
        }
        return file;
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        Bytes file = files.remove(from);
        if (file == null) {
            throw new NoSuchFileException(from);
        }
        files.put(FileNames.checked(to), file);
    }

    @Override
    public synchronized void delete(String name) {
        files.remove(name);
    }

    @Override
    public synchronized List<String> list() {
        return List.copyOf(files.keySet());
    }

    @Override
    public void forceDirectory() {}

    @Override
    public synchronized void lock() throws IOException {
        if (locked) {
            throw new IOException("folder is in use by another engine, close that one first: folder=memory");
        }
        locked = true;
    }

    @Override
    public String location() {
        return "memory";
    }

    @Override
    public synchronized void close() {
        locked = false;
    }

    private static final class Bytes implements Output, Input {
        private final String name;
        private byte[] bytes = new byte[256];
        private int count;

        Bytes(String name) {
            this.name = name;
        }

        @Override
        public synchronized void write(ByteBuffer source) {
            int length = source.remaining();
            if (count + length > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(count + length, bytes.length * 2));
            }
            source.get(bytes, count, length);
            count += length;
        }

        @Override
        public synchronized void overwrite(long position, ByteBuffer source) throws IOException {
            int length = source.remaining();
            source.get(bytes, checked(position, length), length);
        }

        @Override
        public synchronized long position() {
            return count;
        }

        @Override
        public void force() {}

        @Override
        public synchronized long size() {
            return count;
        }

        @Override
        public synchronized void read(long position, ByteBuffer target) throws IOException {
            target.put(bytes, checked(position, target.remaining()), target.remaining());
        }

        @Override
        public synchronized ByteBuffer map(long position, int length) throws IOException {
            return ByteBuffer.wrap(bytes, checked(position, length), length)
                    .slice()
                    .asReadOnlyBuffer();
        }

        private int checked(long position, int length) throws EOFException {
            if (position < 0 || position + length > count) {
                throw new EOFException(
                        "file ends too early: file=" + name + ", position=" + position + ", missing=" + length);
            }
            return (int) position;
        }

        @Override
        public void close() {}
    }
}
