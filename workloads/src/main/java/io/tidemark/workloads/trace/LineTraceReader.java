package io.tidemark.workloads.trace;

import io.tidemark.workloads.InputException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** Reads a text format line by line. Lines end with LF or CRLF; the last may lack it. */
final class LineTraceReader extends TraceReader {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream input;
    private final Path file;
    private final LineParser parser;
    private final BlockRequests requests;
    private final boolean skipBadLines;
    private final Line line = new Line();
    private final byte[] buffer = new byte[BUFFER_BYTES];
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
        while (readLine()) {
            if (!line.isBlank() && parse(sink)) {
                records++;
                return true;
            }
        }
        return false;
    }

    private boolean parse(TraceSink sink) {
        try {
            return parser.parse(line, lineNumber, sink);
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

    /* False at the end of the file. */
    private boolean readLine() {
        line.clear();
        boolean isTooLong = false;
        int octet = read();
        boolean hasLine = octet >= 0;
        while (octet >= 0 && octet != '\n') {
            isTooLong |= !line.append((byte) octet);
            octet = read();
        }
        lineNumber += hasLine ? 1 : 0;
        if (isTooLong) {
            badLine("a line of at most " + Line.BYTES_MAX + " bytes", "more");
            line.clear();
        }
        return hasLine;
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
        return requests.skipped();
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
