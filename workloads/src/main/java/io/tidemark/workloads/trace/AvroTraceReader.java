package io.tidemark.workloads.trace;

import io.tidemark.event.EventKind;
import io.tidemark.workloads.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
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
    private int vnode;
    private int kindCode;
    private long blockId;
    private long walOffset;
    private long timestampNanos;
    private boolean hasEnded;

    AvroTraceReader(InputStream input, Path file) {
        this.file = file;
        try {
            this.stream = new DataFileStream<>(input, new GenericDatumReader<>());
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
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
        if (!hasEnded) {
            readRecord();
        }
        if (hasEnded) {
            return false;
        }
        records++;
        sink.accept(vnode, EventKind.ofCode(kindCode), blockId, walOffset, timestampNanos);
        return true;
    }

    private void readRecord() {
        try {
            BinaryDecoder decoder = blockWithEvents();
            if (decoder == null) {
                throw damaged("the END record", "the end of the file", null);
            }
            vnode = decoder.readInt();
            kindCode = decoder.readEnum();
            blockId = decoder.readLong();
            walOffset = decoder.readLong();
            timestampNanos = decoder.readLong();
            leftInBlock--;
            if (kindCode < 0 || kindCode > TraceSchema.END) {
                throw damaged("a kind from 0 to " + TraceSchema.END, Integer.toString(kindCode), null);
            }
            if (kindCode == TraceSchema.END) {
                end(blockId);
            }
        } catch (IOException | AvroRuntimeException e) {
            throw damaged("a whole record", String.valueOf(e.getMessage()), e);
        }
    }

    private void end(long events) throws IOException {
        if (events != records) {
            throw damaged("the end after " + events + " events", "it after " + records, null);
        }
        if (leftInBlock != 0 || nextBlockWithEvents() != null) {
            throw damaged("the end of the file after the END record", "more", null);
        }
        hasEnded = true;
    }

    private @Nullable BinaryDecoder blockWithEvents() throws IOException {
        return leftInBlock == 0 ? nextBlockWithEvents() : block;
    }

    private @Nullable BinaryDecoder nextBlockWithEvents() throws IOException {
        do {
            if (block != null && !block.isEnd()) {
                throw damaged("the end of a block", "more bytes", null);
            }
            block = nextBlock();
        } while (block != null && leftInBlock == 0);
        return block;
    }

    /*
     * What damage makes of Avro and zstd here is any of several runtime exceptions: all are faults of the input. So is a
     * lack of memory: a block's size has no checksum, and Avro takes the memory before it reads.
     */
    private @Nullable BinaryDecoder nextBlock() throws IOException {
        try {
            if (!stream.hasNext()) {
                return null;
            }
            ByteBuffer bytes = stream.nextBlock();
            leftInBlock = stream.getBlockCount();
            return DecoderFactory.get()
                    .binaryDecoder(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining(), block);
        } catch (RuntimeException | OutOfMemoryError e) {
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
    public Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        for (String key : stream.getMetaKeys()) {
            if (key.startsWith(TraceSchema.PROPERTY_PREFIX)) {
                properties.put(key.substring(TraceSchema.PROPERTY_PREFIX.length()), stream.getMetaString(key));
            }
        }
        return properties;
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
