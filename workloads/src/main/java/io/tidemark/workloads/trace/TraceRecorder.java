package io.tidemark.workloads.trace;

import io.tidemark.event.EventKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/**
 * Writes events as a trace, in constant memory: an Avro object container of {@code event.avsc} with zstandard. The file has
 * its name only when it is whole; until {@link #finish} it is beside it under another. To be used by one thread.
 */
public final class TraceRecorder implements TraceSink, AutoCloseable {
    private static final int ZSTD_LEVEL = 3;
    private static final int BLOCK_BYTES = 256 << 10;

    private final Path file;
    private final Path temporary;
    private final DataFileWriter<GenericRecord> writer;
    private final GenericRecord event = new GenericData.Record(TraceSchema.SCHEMA);
    private final GenericData.EnumSymbol[] symbols = TraceSchema.symbols();
    private long events;
    private boolean isClosed;

    /**
     * Begins a trace.
     *
     * @param file where it will be; an existing one is replaced at the end
     * @param properties kept in the file's metadata under {@code tidemark.} and the name, such as workload and seed
     * @throws IOException if the file cannot be written
     */
    public TraceRecorder(Path file, Map<String, String> properties) throws IOException {
        this.file = file;
        this.temporary = file.resolveSibling(file.getFileName() + ".tmp");
        this.writer = new DataFileWriter<>(new GenericDatumWriter<>(TraceSchema.SCHEMA));
        properties.forEach((name, value) -> writer.setMeta(TraceSchema.PROPERTY_PREFIX + name, value));
        writer.setCodec(CodecFactory.zstandardCodec(ZSTD_LEVEL, true));
        writer.setSyncInterval(BLOCK_BYTES);
        // Avro marks its blocks with sixteen random bytes; a constant keeps equal runs equal to the byte.
        writer.create(
                TraceSchema.SCHEMA,
                Files.newOutputStream(temporary),
                "tidemark-trace-1".getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void accept(int vnode, EventKind kind, long blockId, long walOffset, long timestampNanos) {
        append(vnode, kind.code(), blockId, walOffset, timestampNanos);
        events++;
    }

    private void append(int vnode, int symbol, long blockId, long walOffset, long timestampNanos) {
        event.put(TraceSchema.VNODE, vnode);
        event.put(TraceSchema.KIND, symbols[symbol]);
        event.put(TraceSchema.BLOCK, blockId);
        event.put(TraceSchema.WAL, walOffset);
        event.put(TraceSchema.TIME, timestampNanos);
        try {
            writer.append(event);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the trace: file=" + temporary, e);
        }
    }

    /** Events written so far. */
    public long events() {
        return events;
    }

    /** Completes the trace and gives it its name. If that fails, {@link #close} takes away what there is. */
    public void finish() throws IOException {
        append(0, TraceSchema.END, events, 0, 0);
        writer.close();
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        isClosed = true;
    }

    /** Gives up a trace that was not finished: nothing of it stays. Otherwise does nothing. */
    @Override
    public void close() throws IOException {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try {
            writer.close();
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
