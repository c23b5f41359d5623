package io.tidemark.engine;

import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A folder whose operations fail where a test says so, and that takes down what was done. */
final class FaultyStorage implements Storage {
    private final Storage files;
    private final List<String> done = new ArrayList<>();
    private Predicate<String> fails = operation -> false;

    FaultyStorage(Storage files) {
        this.files = files;
    }

    /** From here on those operations fail that the test is true for, such as {@code force x.segment.tmp}. */
    void failWhere(Predicate<String> test) {
        fails = test;
    }

    /** What was done, in order; failed attempts included. */
    List<String> done() {
        return done;
    }

    private void attempt(String operation) throws IOException {
        done.add(operation);
        if (fails.test(operation)) {
            throw new IOException("injected: " + operation);
        }
    }

    @Override
    public Output create(String name) throws IOException {
        attempt("create " + name);
        Output output = files.create(name);
        return new Output() {
            @Override
            public void write(ByteBuffer source) throws IOException {
                attempt("write " + name);
                output.write(source);
            }

            @Override
            public void overwrite(long position, ByteBuffer source) throws IOException {
                attempt("overwrite " + name);
                output.overwrite(position, source);
            }

            @Override
            public long position() {
                return output.position();
            }

            @Override
            public void force() throws IOException {
                attempt("force " + name);
                output.force();
            }

            @Override
            public void close() throws IOException {
                output.close();
            }
        };
    }

    @Override
    public Input open(String name) throws IOException {
        attempt("open " + name);
        return files.open(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        attempt("rename " + to);
        files.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        attempt("delete " + name);
        files.delete(name);
    }

    @Override
    public List<String> list() throws IOException {
        return files.list();
    }

    @Override
    public void forceDirectory() throws IOException {
        attempt("force folder");
        files.forceDirectory();
    }

    @Override
    public void lock() throws IOException {
        files.lock();
    }

    @Override
    public String location() {
        return files.location();
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
