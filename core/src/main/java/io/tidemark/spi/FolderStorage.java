package io.tidemark.spi;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder on disk. One of the places where {@code core} may reach past its seams. */
final class FolderStorage implements Storage {
    private static final String LOCK_NAME = ".lock";

    private final Path folder;
    private final boolean isTemporary;
    private @Nullable FileChannel lockChannel;

    FolderStorage(Path folder) throws IOException {
        this(Files.createDirectories(folder), false);
    }

    private FolderStorage(Path folder, boolean isTemporary) {
        this.folder = folder.toAbsolutePath().normalize();
        this.isTemporary = isTemporary;
    }

    static FolderStorage temporary() throws IOException {
        return new FolderStorage(Files.createTempDirectory("tidemark"), true);
    }

    @Override
    public Output create(String name) throws IOException {
        Path file = path(name);
        return new FileOutput(file, FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
    }

    @Override
    public Input open(String name) throws IOException {
        return new FileInput(name, FileChannel.open(path(name), StandardOpenOption.READ));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(path(from), path(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(path(name));
    }

    @Override
    public List<String> list() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> file.getFileName().toString())
                    .filter(FileNames::isValid)
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void forceDirectory() throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @Override
    public synchronized void lock() throws IOException {
        if (lockChannel != null) {
            throw alreadyHeld();
        }
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK_NAME), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw alreadyHeld();
            }
            lockChannel = channel;
        } catch (OverlappingFileLockException e) {
            throw new IOException(alreadyHeld().getMessage(), e);
        } finally {
            if (lockChannel == null) {
                channel.close();
            }
        }
    }

    private IOException alreadyHeld() {
        return new IOException("folder is in use by another engine, close that one first: folder=" + folder);
    }

    @Override
    public String location() {
        return folder.toString();
    }

    @Override
    public synchronized void close() throws IOException {
        if (lockChannel != null) {
            lockChannel.close();
            lockChannel = null;
        }
        if (isTemporary && Files.exists(folder)) {
            deleteFolder();
        }
    }

    private void deleteFolder() throws IOException {
        for (String name : list()) {
            Files.delete(path(name));
        }
        Files.deleteIfExists(folder.resolve(LOCK_NAME));
        Files.delete(folder);
    }

    private Path path(String name) {
        return folder.resolve(FileNames.checked(name));
    }

    private static final class FileOutput implements Output {
        private final Path file;
        private final FileChannel channel;
        private long position;

        FileOutput(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        @Override
        public void write(ByteBuffer source) throws IOException {
            try {
                while (source.hasRemaining()) {
                    position += channel.write(source);
                }
            } catch (IOException e) {
                throw named(e);
            }
        }

        @Override
        public void overwrite(long at, ByteBuffer source) throws IOException {
            try {
                long next = at;
                while (source.hasRemaining()) {
                    next += channel.write(source, next);
                }
            } catch (IOException e) {
                throw named(e);
            }
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public void force() throws IOException {
            try {
                channel.force(true);
            } catch (IOException e) {
                throw named(e);
            }
        }

        /* The system does not say which file it could not write. An interrupt is no failure of the file. */
        private IOException named(IOException e) {
            if (e instanceof ClosedChannelException) {
                return e;
            }
            FileSystemException named = new FileSystemException(file.toString(), null, e.getMessage());
            named.initCause(e);
            return named;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private static final class FileInput implements Input {
        private final String name;
        private final FileChannel channel;

        FileInput(String name, FileChannel channel) {
            this.name = name;
            this.channel = channel;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void read(long position, ByteBuffer target) throws IOException {
            long at = position;
            while (target.hasRemaining()) {
                int count = channel.read(target, at);
                if (count < 0) {
                    throw ended(at, target.remaining());
                }
                at += count;
            }
        }

        @Override
        public ByteBuffer map(long position, int length) throws IOException {
            if (position + length > channel.size()) {
                throw ended(channel.size(), length);
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, position, length);
        }

        private EOFException ended(long at, int missing) {
            return new EOFException("file ends too early: file=" + name + ", position=" + at + ", missing=" + missing);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
