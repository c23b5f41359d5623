package io.tidemark.simulator.store;

import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One generation of a file: append-only, counted by its holders, physically deleted when the last one lets go. Held once
 * by the vnode while the file is live and once by each view that pins it.
 *
 * <p>Safe for one writer beside readers and releases by other threads.
 */
public final class StoreFile {
    private final Storage storage;
    private final Storage.Output output;
    private volatile String name;
    private volatile Storage.@Nullable Input heldOpen;
    private boolean nameTaken;
    private int holders = 1;

    StoreFile(Storage storage, String name) throws IOException {
        this.storage = storage;
        this.name = name;
        this.output = storage.create(name);
    }

    /** The present name in its folder. */
    public String name() {
        return name;
    }

    /** Bytes written so far, dead ranges among them. */
    public long size() {
        return output.position();
    }

    /**
     * Appends all remaining bytes.
     *
     * @return the position of the first of them
     */
    public long append(ByteBuffer source) throws IOException {
        long position = output.position();
        output.write(source);
        return position;
    }

    /** Makes what was appended durable. */
    public void force() throws IOException {
        output.force();
    }

    /** Ends writing; reading goes on. */
    public void seal() throws IOException {
        output.close();
    }

    /** Fills {@code target} from {@code position} on. */
    public void read(long position, ByteBuffer target) throws IOException {
        Storage.Input open = heldOpen;
        if (open != null) {
            open.read(position, target);
            return;
        }
        try (Storage.Input input = storage.open(name)) {
            input.read(position, target);
        }
    }

    /** Another file takes this one's name by a rename: readers keep the bytes, the name is no longer this file's. */
    synchronized void loseName() throws IOException {
        heldOpen = storage.open(name);
        nameTaken = true;
    }

    void rename(String to) throws IOException {
        storage.rename(name, to);
        name = to;
    }

    synchronized void retain() {
        holders++;
    }

    /** Lets go; the last holder's release deletes the file. */
    synchronized void release() throws IOException {
        if (holders == 0) {
            throw new IllegalStateException("file was released more often than held: name=" + name);
        }
        holders--;
        if (holders == 0) {
            discard();
        }
    }

    private void discard() throws IOException {
        output.close();
        Storage.Input open = heldOpen;
        if (open != null) {
            open.close();
        }
        if (!nameTaken) {
            storage.delete(name);
        }
    }
}
