package io.tidemark.workloads.trace;

import io.tidemark.event.EventKind;
import io.tidemark.workloads.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads our own traces, block by block and without an object for each event. A block must hold just as many events as it
 * says: its content has a checksum, but the count beside it has none.
 */
final class AvroTraceReader extends TraceReader {
    private final Path file;
    private final DataFileStream<GenericRecord> stream;
    private @Nullable BinaryDecoder block;
    private long leftInBlock;
    private long records;

    AvroTraceReader(InputStream input, Path file) {
        this.file = file;
        try {
            this.stream = new DataFileStream<>(input, new GenericDatumReader<>());
        } catch (IOException | RuntimeException e) {
            throw damaged("an Avro object container", String.valueOf(e.getMessage()), e);
        }
        String schema = SchemaNormalization.toParsingForm(stream.getSchema());
        if (!schema.equals(SchemaNormalization.toParsingForm(TraceSchema.SCHEMA))) {
            throw new InputException(
                    file + ", header",
                    "the schema of " + TraceSchema.SCHEMA.getFullName(),
                    TraceReader.printable(schema),
                    "This is an Avro file, but no trace of this version.");
        }
    }

    @Override
    public boolean next(TraceSink sink) {
        try {
            BinaryDecoder decoder = blockWithEvents();
            if (decoder == null) {
                return false;
            }
            int vnode = decoder.readInt();
            EventKind kind = EventKind.ofCode(decoder.readEnum());
            long blockId = decoder.readLong();
            long walOffset = decoder.readLong();
            long timestampNanos = decoder.readLong();
            leftInBlock--;
            records++;
            sink.accept(vnode, kind, blockId, walOffset, timestampNanos);
            return true;
        } catch (IOException | IllegalArgumentException | AvroRuntimeException e) {
            throw damaged("a whole record", String.valueOf(e.getMessage()), e);
        }
    }

    private @Nullable BinaryDecoder blockWithEvents() throws IOException {
        BinaryDecoder decoder = block;
        while (leftInBlock == 0) {
            if (decoder != null && !decoder.isEnd()) {
                throw damaged("the end of a block", "more bytes", null);
            }
            decoder = nextBlock();
            if (decoder == null) {
                return null;
            }
        }
        return decoder;
    }

    /* What damage makes of Avro and zstd here is any of several runtime exceptions: all are faults of the input. */
    private @Nullable BinaryDecoder nextBlock() throws IOException {
        try {
            boolean hasNext = stream.hasNext();
            if (stream.getBlockSize() > 0 && stream.getBlockCount() <= 0) {
                throw damaged("a block with events", stream.getBlockCount() + " events", null);
            }
            if (!hasNext) {
                return null;
            }
            ByteBuffer bytes = stream.nextBlock();
            leftInBlock = stream.getBlockCount();
            block = DecoderFactory.get()
                    .binaryDecoder(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining(), block);
            return block;
        } catch (InputException e) {
            throw e;
        } catch (RuntimeException e) {
            throw damaged("a whole block", String.valueOf(e.getMessage()), e);
        }
    }

    private InputException damaged(String expected, String found, @Nullable Throwable cause) {
        return new InputException(
                file + ", record " + (records + 1),
                expected,
                found,
                "Is the file cut or damaged? Record it anew.",
                cause);
    }

    @Override
    public long records() {
        return records;
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw damaged("a file that can be closed", e.toString(), e);
        }
    }
}
