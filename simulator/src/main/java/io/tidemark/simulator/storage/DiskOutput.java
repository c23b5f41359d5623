package io.tidemark.simulator.storage;

import io.tidemark.spi.Storage;
import io.tidemark.workloads.ChoiceSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file of a {@link CrashStorage} being written. */
final class DiskOutput implements Storage.Output {
    private final DiskController controller;
    private final ChoiceSource choices;
    private final String name;
    private final DiskFile file;
    private int appended;

    DiskOutput(DiskController controller, ChoiceSource choices, String name, DiskFile file) {
        this.controller = controller;
        this.choices = choices;
        this.name = name;
        this.file = file;
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        synchronized (controller) {
            FaultKind kind = controller.begin(DiskOperation.WRITE);
            appended += put(appended, source, kind != null);
            controller.end(kind, name);
        }
    }

    @Override
    public void overwrite(long position, ByteBuffer source) throws IOException {
        synchronized (controller) {
            if (position < 0 || position + source.remaining() > appended) {
                throw new IllegalArgumentException("only bytes that were written can be overwritten: file=" + name
                        + ", position=" + position + ", bytes=" + source.remaining() + ", written=" + appended);
            }
            FaultKind kind = controller.begin(DiskOperation.OVERWRITE);
            put((int) position, source, kind != null);
            controller.end(kind, name);
        }
    }

    private int put(int position, ByteBuffer source, boolean fails) {
        byte[] bytes = new byte[fails ? choices.below(source.remaining() + 1) : source.remaining()];
        source.get(bytes);
        file.write(position, bytes);
        return bytes.length;
    }

    @Override
    public long position() {
        synchronized (controller) {
            return appended;
        }
    }

    @Override
    public void force() throws IOException {
        synchronized (controller) {
            FaultKind kind = controller.begin(DiskOperation.FORCE);
            if (kind != null) {
                file.giveUp();
            }
            controller.end(kind, name);
            file.force();
        }
    }

    @Override
    public void close() {}
}
