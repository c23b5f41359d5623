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
 * Reads our own traces, block by block and without an object for each event. The content of Avro's blocks has a checksum, but
 * their counts and sizes have none, and a file cut between two blocks looks whole: hence the END record.
 */
final class AvroTraceReader extends TraceReader {
    private final Path file;
    private final DataFileStream<GenericRecord> stream;
    private @Nullable BinaryDecoder block;
    private long leftInBlock;
    private long records;
    private boolean hasEnded;

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
            if (hasEnded) {
                return false;
            }
            BinaryDecoder decoder = blockWithEvents();
            if (decoder == null) {
                throw damaged("the END record", "the end of the file", null);
            }
            int vnode = decoder.readInt();
            int kindCode = decoder.readEnum();
            if (kindCode == TraceSchema.END) {
                end(decoder.readLong());
                return false;
            }
            EventKind kind = EventKind.ofCode(kindCode);
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

    private void end(long events) {
        if (events != records) {
            throw damaged("the end after " + events + " events", "it after " + records, null);
        }
        hasEnded = true;
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
            if (!stream.hasNext()) {
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
