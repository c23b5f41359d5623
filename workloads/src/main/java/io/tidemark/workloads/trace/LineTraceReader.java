package io.tidemark.workloads.trace;

import io.tidemark.workloads.InputException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads a text format line by line. Lines end with LF or CRLF; the last may lack it. */
final class LineTraceReader extends TraceReader {
    private static final int LINE_BYTES_MAX = 1 << 16;

    private final InputStream input;
    private final Path file;
    private final LineParser parser;
    private final BlockRequests requests;
    private final boolean skipBadLines;
    private final byte[] line = new byte[LINE_BYTES_MAX];
    private final byte[] buffer = new byte[LINE_BYTES_MAX];
    private int bufferPosition;
    private int bufferLimit;
    private long lineNumber;
    private long records;
    private long skippedLines;

    LineTraceReader(InputStream input, Path file, LineParser parser, BlockRequests requests, boolean skipBadLines) {
        this.input = input;
        this.file = file;
        this.parser = parser;
        this.requests = requests;
        this.skipBadLines = skipBadLines;
    }

    @Override
    public boolean next(TraceSink sink) {
        for (String text = readLine(); text != null; text = readLine()) {
            if (!text.isBlank() && parse(text, sink)) {
                records++;
                return true;
            }
        }
        return false;
    }

    private boolean parse(String text, TraceSink sink) {
        try {
            return parser.parse(text, lineNumber, sink);
        } catch (BadLineException e) {
            badLine(e.expected(), e.found());
            return false;
        }
    }

    private void badLine(String expected, String found) {
        if (!skipBadLines) {
            throw new InputException(
                    file + ", line " + lineNumber, expected, found, "Mend the line, or give --skip-bad-lines.");
        }
        skippedLines++;
    }

    private @Nullable String readLine() {
        int length = 0;
        boolean isTooLong = false;
        for (int octet = read(); octet >= 0; octet = read()) {
            if (octet == '\n') {
                return line(length, isTooLong);
            }
            if (length < line.length) {
                line[length++] = (byte) octet;
            } else {
                isTooLong = true;
            }
        }
        return length == 0 ? null : line(length, isTooLong);
    }

    private String line(int length, boolean isTooLong) {
        lineNumber++;
        if (isTooLong) {
            badLine("a line of at most " + LINE_BYTES_MAX + " bytes", "more");
            return "";
        }
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new String(line, 0, end, StandardCharsets.ISO_8859_1);
    }

    private int read() {
        if (bufferPosition == bufferLimit) {
            bufferPosition = 0;
            bufferLimit = fill();
            if (bufferLimit <= 0) {
                bufferLimit = 0;
                return -1;
            }
        }
        return buffer[bufferPosition++] & 0xFF;
    }

    private int fill() {
        try {
            return input.read(buffer);
        } catch (EOFException | ZipException e) {
            throw new InputException(
                    file + ", after line " + lineNumber,
                    "gzip data that is whole",
                    String.valueOf(e.getMessage()),
                    "Is the file cut?",
                    e);
        } catch (IOException e) {
            throw new InputException(
                    file + ", after line " + lineNumber, "a file that can be read", e.toString(), "Try again.", e);
        }
    }

    @Override
    public long records() {
        return records;
    }

    @Override
    public long skippedReads() {
        return requests.skippedReads();
    }

    @Override
    public long skippedLines() {
        return skippedLines;
    }

    @Override
    public void close() {
        try {
            input.close();
        } catch (IOException e) {
            throw new InputException(file.toString(), "a file that can be closed", e.toString(), "Try again.", e);
        }
    }
}
