package io.tidemark.workloads.trace;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Trace files for tests, and their events as texts. */
final class Traces {
    private Traces() {}

    static TraceSink listing(List<String> events) {
        return (vnode, kind, block, wal, time) ->
                events.add(vnode + " " + kind + " " + block + " wal " + wal + " at " + time);
    }

    static List<String> read(Path file) {
        return read(file, TraceOptions.DEFAULTS);
    }

    static List<String> read(Path file, TraceOptions options) {
        List<String> events = new ArrayList<>();
        try (TraceReader reader = TraceReader.open(file, options)) {
            while (reader.next(listing(events))) {}
        }
        return events;
    }

    static Path write(Path folder, String content) throws IOException {
        return Files.write(folder.resolve("trace"), content.getBytes(StandardCharsets.ISO_8859_1));
    }

    static byte[] gzip(String content) throws IOException {
        return gzip(content.getBytes(StandardCharsets.ISO_8859_1));
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }
}
