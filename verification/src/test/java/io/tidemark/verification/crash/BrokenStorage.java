package io.tidemark.verification.crash;

import io.tidemark.simulator.storage.CrashedException;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A storage that does what it is asked, but for one thing that it promises and does not keep. */
class BrokenStorage implements Storage {
    private final Storage storage;

    BrokenStorage(Storage storage) {
        this.storage = storage;
    }

    /** Forcing a file does nothing. */
    static final class ForceIgnored extends BrokenStorage {
        ForceIgnored(Storage storage) {
            super(storage);
        }

        @Override
        void force(Output output) {}
    }

    /** Forcing the folder does nothing. */
    static final class FolderForceIgnored extends BrokenStorage {
        FolderForceIgnored(Storage storage) {
            super(storage);
        }

        @Override
        public void forceDirectory() {}
    }

    /** A force that failed is done again, and trusted. */
    static final class FailedForceRepeated extends BrokenStorage {
        FailedForceRepeated(Storage storage) {
            super(storage);
        }

        @Override
        void force(Output output) throws IOException {
            try {
                output.force();
            } catch (CrashedException e) {
                throw e;
            } catch (IOException e) {
                output.force();
            }
        }
    }

    /** A write that fails is not told. */
    static final class FailedWriteHidden extends BrokenStorage {
        FailedWriteHidden(Storage storage) {
            super(storage);
        }

        @Override
        void write(Output output, ByteBuffer source) throws IOException {
            try {
                output.write(source);
            } catch (CrashedException e) {
                throw e;
            } catch (IOException e) {
                source.position(source.limit());
            }
        }
    }

    /** A rename is a copy and a deletion. */
    static final class RenameCopies extends BrokenStorage {
        RenameCopies(Storage storage) {
            super(storage);
        }

        @Override
        public void rename(String from, String to) throws IOException {
            ByteBuffer bytes;
            try (Input input = open(from)) {
                bytes = ByteBuffer.allocate((int) input.size());
                input.read(0, bytes);
            }
            delete(to);
            try (Output output = create(to)) {
                output.write(bytes.flip());
                output.force();
            }
            delete(from);
        }
    }

    /** A rename is answered before it is done: what depends on it goes on as if it were. */
    static final class RenameDelayed extends BrokenStorage {
        private @Nullable String from;
        private String to = "";

        RenameDelayed(Storage storage) {
            super(storage);
        }

        @Override
        public void rename(String from, String to) throws IOException {
            catchUp();
            this.from = from;
            this.to = to;
        }

        /* Forcing the folder is what follows a rename; it is for the one before. */
        @Override
        void catchUp() throws IOException {
            String waiting = from;
            from = null;
            if (waiting != null) {
                super.rename(waiting, to);
            }
        }
    }

    /** Comes before every operation but the force of the folder. */
    void catchUp() throws IOException {}

    void force(Output output) throws IOException {
        output.force();
    }

    void write(Output output, ByteBuffer source) throws IOException {
        output.write(source);
    }

    @Override
    public Output create(String name) throws IOException {
        catchUp();
        Output output = storage.create(name);
        return new Output() {
            @Override
            public void write(ByteBuffer source) throws IOException {
                BrokenStorage.this.write(output, source);
            }

            @Override
            public void overwrite(long position, ByteBuffer source) throws IOException {
                output.overwrite(position, source);
            }

            @Override
            public long position() {
                return output.position();
            }

            @Override
            public void force() throws IOException {
                BrokenStorage.this.force(output);
            }

            @Override
            public void close() throws IOException {
                output.close();
            }
        };
    }

    @Override
    public Input open(String name) throws IOException {
        catchUp();
        return storage.open(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        storage.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        catchUp();
        storage.delete(name);
    }

    @Override
    public List<String> list() throws IOException {
        catchUp();
        return storage.list();
    }

    @Override
    public void forceDirectory() throws IOException {
        storage.forceDirectory();
    }

    @Override
    public void lock() throws IOException {
        storage.lock();
    }

    @Override
    public String location() {
        return storage.location();
    }

    @Override
    public void close() throws IOException {
        catchUp();
        storage.close();
    }
}
