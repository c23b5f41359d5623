package io.tidemark.spi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * One flat folder of files: the only way in which the engine and the backup reach a disk. Names consist of
 * {@code A-Z a-z 0-9 . _ -} and do not begin with a dot. Nothing is durable before it is forced: a file's bytes by
 * {@link Output#force}, its name (creation, rename, deletion) by {@link #forceDirectory}.
 *
 * <p>Safe for use by several threads on different files; one file is written by one thread.
 */
public interface Storage extends AutoCloseable {
    /**
     * Creates a file for writing.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken
     */
    Output create(String name) throws IOException;

    /**
     * Opens a file for reading.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    Input open(String name) throws IOException;

    /** Renames atomically; an existing {@code to} is replaced. */
    void rename(String from, String to) throws IOException;

    /** Deletes a file; a missing one is no error. Open inputs and maps of it stay usable. */
    void delete(String name) throws IOException;

    /** The names of all files, ascending. */
    List<String> list() throws IOException;

    /** Makes creations, renames and deletions up to here durable. */
    void forceDirectory() throws IOException;

    /**
     * Claims the folder for this process until {@link #close}.
     *
     * @throws IOException if another holder has it; the message says so
     */
    void lock() throws IOException;

    /** What to call this folder in a message. */
    String location();

    @Override
    void close() throws IOException;

    /** A file being written, from its begin to its end. */
    interface Output extends AutoCloseable {
        /** Appends all remaining bytes of {@code source}. */
        void write(ByteBuffer source) throws IOException;

        /** Replaces bytes that were written already, such as a header that is known only at the end. */
        void overwrite(long position, ByteBuffer source) throws IOException;

        /** Bytes appended so far. */
        long position();

        /** Makes the bytes written so far durable. After a failure the file must be written anew, not forced again. */
        void force() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** A file being read. Safe for use by several threads. */
    interface Input extends AutoCloseable {
        /** The file's size in bytes. */
        long size() throws IOException;

        /**
         * Fills {@code target} from {@code position} on.
         *
         * @throws java.io.EOFException if the file ends before {@code target} is full
         */
        void read(long position, ByteBuffer target) throws IOException;

        /** A read-only view of a range that stays valid after {@link #close} and after the file's deletion. */
        ByteBuffer map(long position, int length) throws IOException;

        @Override
        void close() throws IOException;
    }

    /** The files of a folder on disk, which is created if it is missing. */
    static Storage folder(Path folder) throws IOException {
        return new FolderStorage(folder);
    }

    /** A new folder among the machine's temporary files, deleted when it is closed. */
    static Storage temporaryFolder() throws IOException {
        return FolderStorage.temporary();
    }

    /** A folder in memory. */
    static Storage memory() {
        return new MemoryStorage();
    }
}
