package io.tidemark.backup;

import io.tidemark.spi.Storage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A folder in memory that knows what is durable and crashes at a chosen operation: that one and all later ones fail. What
 * survives is either everything that was done, or only what was forced; both are outcomes that a real disk may have.
 */
final class CrashStorage implements Storage {
    /** What a crash leaves. */
    enum Survivors {
        EVERYTHING,
        FORCED_ONLY
    }

    /** The moment of the crash, shared by all storages of one machine. */
    static final class Fuse {
        private final long crashAt;
        private long operations;

        Fuse(long crashAt) {
            this.crashAt = crashAt;
        }

        static Fuse never() {
            return new Fuse(Long.MAX_VALUE);
        }

        long operations() {
            return operations;
        }

        boolean isBurnt() {
            return operations >= crashAt;
        }

        /** Whether this operation is the one at which the machine crashes. */
        private boolean burnsNow() throws IOException {
            requireUp();
            return ++operations == crashAt;
        }

        private void requireUp() throws IOException {
            if (isBurnt()) {
                throw down();
            }
        }

        private IOException down() {
            return new IOException("crashed at operation " + crashAt);
        }
    }

    private static final class Content {
        private byte[] bytes = new byte[0];
        private int forced;
    }

    private final Fuse fuse;
    private final TreeMap<String, Content> files = new TreeMap<>();
    private TreeMap<String, Content> durableNames = new TreeMap<>();
    private boolean locked;
    private boolean lies;

    CrashStorage(Fuse fuse) {
        this.fuse = fuse;
    }

    /** From now on it says that it forces files and does not. */
    void lieAboutForcing() {
        lies = true;
    }

    /** The folder as it is found after a restart. */
    CrashStorage restarted(Survivors survivors, Fuse next) {
        CrashStorage found = new CrashStorage(next);
        boolean all = survivors == Survivors.EVERYTHING;
        (all ? files : durableNames).forEach((name, content) -> {
            Content copy = new Content();
            copy.bytes = Arrays.copyOf(content.bytes, all ? content.bytes.length : content.forced);
            copy.forced = copy.bytes.length;
            found.files.put(name, copy);
        });
        found.durableNames = new TreeMap<>(found.files);
        return found;
    }

    byte[] bytes(String name) {
        return Objects.requireNonNull(files.get(name)).bytes.clone();
    }

    void replace(String name, byte[] bytes) {
        Content content = new Content();
        content.bytes = bytes.clone();
        files.put(name, content);
    }

    private void mutate(Runnable effect) throws IOException {
        if (fuse.burnsNow()) {
            throw fuse.down();
        }
        effect.run();
    }

    @Override
    public Output create(String name) throws IOException {
        if (files.containsKey(name)) {
            throw new FileAlreadyExistsException(name);
        }
        Content content = new Content();
        mutate(() -> files.put(name, content));
        return new Writing(content);
    }

    @Override
    public Input open(String name) throws IOException {
        fuse.requireUp();
        Content content = files.get(name);
        if (content == null) {
            throw new NoSuchFileException(name);
        }
        return new Reading(content);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        if (!files.containsKey(from)) {
            throw new NoSuchFileException(from);
        }
        mutate(() -> files.put(to, files.remove(from)));
    }

    @Override
    public void delete(String name) throws IOException {
        if (files.containsKey(name)) {
            mutate(() -> files.remove(name));
        }
    }

    @Override
    public List<String> list() throws IOException {
        fuse.requireUp();
        return new ArrayList<>(files.keySet());
    }

    @Override
    public void forceDirectory() throws IOException {
        mutate(() -> durableNames = new TreeMap<>(files));
    }

    @Override
    public void lock() throws IOException {
        fuse.requireUp();
        if (locked) {
            throw new IOException("folder is in use by another engine");
        }
        locked = true;
    }

    @Override
    public String location() {
        return "crash storage";
    }

    @Override
    public void close() {
        locked = false;
    }

    private final class Writing implements Output {
        private final Content content;

        Writing(Content content) {
            this.content = content;
        }

        @Override
        public void write(ByteBuffer source) throws IOException {
            int wanted = source.remaining();
            boolean burns = fuse.burnsNow();
            int length = burns ? wanted / 2 : wanted;
            int old = content.bytes.length;
            content.bytes = Arrays.copyOf(content.bytes, old + length);
            source.get(content.bytes, old, length);
            if (burns) {
                throw fuse.down();
            }
        }

        @Override
        public void overwrite(long position, ByteBuffer source) throws IOException {
            mutate(() -> {
                content.forced = Math.min(content.forced, (int) position);
                source.get(content.bytes, (int) position, source.remaining());
            });
        }

        @Override
        public long position() {
            return content.bytes.length;
        }

        @Override
        public void force() throws IOException {
            mutate(() -> content.forced = lies ? content.forced : content.bytes.length);
        }

        @Override
        public void close() {}
    }

    private final class Reading implements Input {
        private final Content content;

        Reading(Content content) {
            this.content = content;
        }

        @Override
        public long size() {
            return content.bytes.length;
        }

        @Override
        public void read(long position, ByteBuffer target) throws IOException {
            fuse.requireUp();
            if (position < 0 || position + target.remaining() > content.bytes.length) {
                throw new EOFException("file ends too early: position=" + position);
            }
            target.put(content.bytes, (int) position, target.remaining());
        }

        @Override
        public ByteBuffer map(long position, int length) throws IOException {
            byte[] copy = new byte[length];
            read(position, ByteBuffer.wrap(copy));
            return ByteBuffer.wrap(copy).asReadOnlyBuffer();
        }

        @Override
        public void close() {}
    }
}
