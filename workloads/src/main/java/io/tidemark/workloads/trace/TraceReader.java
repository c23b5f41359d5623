package io.tidemark.workloads.trace;

import io.tidemark.workloads.InputException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a trace as a stream, in constant memory. Every fault of the input is an {@link InputException} that names the file
 * and the line or record. To be used by one thread.
 */
public abstract class TraceReader implements AutoCloseable {
    private static final byte[] GZIP_MAGIC = {0x1F, (byte) 0x8B};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int PEEK_BYTES = 4096;
    private static final int BUFFER_BYTES = 1 << 16;

    TraceReader() {}

    /**
     * Reads the next record, which is any number of events.
     *
     * @return false at the end, when nothing was read
     */
    public abstract boolean next(TraceSink sink);

    /** Records read so far: events of our own traces, requests of others. */
    public abstract long records();

    /** Requests that do not write, such as reads, left out so far. */
    public long skippedReads() {
        return 0;
    }

    /** Damaged lines left out so far. */
    public long skippedLines() {
        return 0;
    }

    /** What the recorder said of the trace, such as workload and seed, in order of the names; nothing for other formats. */
    public Map<String, String> properties() {
        return Map.of();
    }

    @Override
    public abstract void close();

    /**
     * Opens a trace.
     *
     * @throws InputException if there is no such file, it is damaged, or it is of no known format
     * @throws UncheckedIOException if there is one that must not be read
     */
    public static TraceReader open(Path file, TraceOptions options) {
        try {
            BufferedInputStream stream = open(file);
            try {
                return open(stream, file, options);
            } catch (RuntimeException | IOException e) {
                stream.close();
                throw e;
            }
        } catch (EOFException | ZipException e) {
            throw new InputException(
                    file.toString(), "gzip data that is whole", String.valueOf(e.getMessage()), "Is the file cut?", e);
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
    }

    /* Unpacked if it is gzip, and without the mark that some editors put before UTF-8. */
    private static BufferedInputStream open(Path file) throws IOException {
        BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        try {
            BufferedInputStream plain = startsWith(raw, GZIP_MAGIC)
                    ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER_BYTES), BUFFER_BYTES)
                    : raw;
            if (startsWith(plain, BYTE_ORDER_MARK)) {
                plain.skipNBytes(BYTE_ORDER_MARK.length);
            }
            return plain;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static boolean startsWith(BufferedInputStream stream, byte[] prefix) throws IOException {
        stream.mark(prefix.length);
        byte[] begin = stream.readNBytes(prefix.length);
        stream.reset();
        return Arrays.equals(begin, prefix);
    }

    private static TraceReader open(BufferedInputStream stream, Path file, TraceOptions options) throws IOException {
        TraceFormat format = options.format() == null ? detect(stream, file) : options.format();
        if (format == TraceFormat.TIDEMARK) {
            return new AvroTraceReader(stream, file);
        }
        BlockRequests requests = new BlockRequests(options.blockSize());
        LineParser parser = switch (format) {
            case VSCSI -> new VscsiParser(requests);
            case MSR -> new MsrParser(requests);
            case FIO -> new FioParser(requests);
            case TIDEMARK -> throw new AssertionError(format);
        };
        return new LineTraceReader(stream, file, parser, requests, options.skipBadLines());
    }

    /* By the first bytes: Avro's magic, fio's and vscsi's first line, the seven fields of MSR. */
    private static TraceFormat detect(InputStream stream, Path file) throws IOException {
        stream.mark(PEEK_BYTES);
        byte[] begin = stream.readNBytes(PEEK_BYTES);
        stream.reset();
        String text = new String(begin, StandardCharsets.ISO_8859_1);
        if (text.startsWith("Obj\u0001")) {
            return TraceFormat.TIDEMARK;
        }
        String firstLine = text.lines().findFirst().orElse("").strip();
        if (firstLine.startsWith("fio version")) {
            return TraceFormat.FIO;
        }
        if (firstLine.equals(VscsiParser.HEADER)) {
            return TraceFormat.VSCSI;
        }
        if (MsrParser.looksLike(firstLine)) {
            return TraceFormat.MSR;
        }
        throw new InputException(
                file + ", line 1",
                "an Avro trace of ours, vscsi CSV with its header, MSR Cambridge CSV or a fio iolog",
                begin.length == 0 ? "an empty file" : printable(firstLine),
                "Name the format with --format if it is one of these.");
    }

    static String printable(String text) {
        String cut = text.length() > 60 ? text.substring(0, 60) + "..." : text;
        return "'" + cut.replaceAll("[^\\x20-\\x7E]", "?") + "'";
    }
}
