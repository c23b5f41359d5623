package io.tidemark.verification.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.workloads.InputException;
import io.tidemark.workloads.trace.TraceOptions;
import io.tidemark.workloads.trace.TraceReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/**
 * A trace of byte ranges gives the events of a model that walks over the bytes, in every format and packing. And whatever is
 * done to a file, it is read or refused as input: nothing else is thrown. Not checked: that a damaged line is found, where
 * the damage leaves a line of the format.
 */
@AddLifecycleHook(Depth.class)
class ImportedTraceProperties {
    /** One request on sectors of 512 bytes, at a second of the trace. */
    record Request(boolean isWrite, int disk, int second, int sector, int sectors) {
        long offset() {
            return 512L * sector;
        }

        long size() {
            return 512L * sectors;
        }
    }

    /** How a trace is written down. */
    enum Format {
        VSCSI("version,time,op,size,lbn\n") {
            @Override
            String line(Request r) {
                return "1," + r.second + "," + (r.isWrite ? "2a" : "28") + "," + r.size() + "," + r.sector;
            }
        },
        MSR("") {
            @Override
            String line(Request r) {
                long time = 116_444_736_000_000_000L + r.second * 10_000_000L;
                String type = r.isWrite ? "Write" : "Read";
                return time + ",host," + r.disk + "," + type + "," + r.offset() + "," + r.size() + ",77";
            }
        },
        FIO("fio version 3 iolog\n0 /dev/d0 add\n0 /dev/d0 open\n") {
            @Override
            String line(Request r) {
                String action = r.isWrite ? "write" : "read";
                return r.second * 1_000_000L + " /dev/d" + r.disk + " " + action + " " + r.offset() + " " + r.size();
            }
        };

        private final String head;

        Format(String head) {
            this.head = head;
        }

        abstract String line(Request request);

        String text(List<Request> requests) {
            StringBuilder text = new StringBuilder(head);
            requests.forEach(request -> text.append(line(request)).append('\n'));
            return text.toString();
        }
    }

    /** How the text is packed. */
    enum Packing {
        PLAIN,
        WINDOWS,
        GZIP;

        byte[] pack(String text) throws IOException {
            String ended = this == WINDOWS ? text.replace("\n", "\r\n") : text;
            byte[] bytes = ended.getBytes(StandardCharsets.ISO_8859_1);
            if (this != GZIP) {
                return bytes;
            }
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(bytes);
            }
            return packed.toByteArray();
        }
    }

    @Property(tries = 300)
    void traceGivesTheEventsOfTheModel(
            @ForAll Format format,
            @ForAll Packing packing,
            @ForAll("blockSizes") int blockSize,
            @ForAll("requests") @Size(min = 1, max = 40) List<Request> requests)
            throws IOException {
        List<Request> onDisks = format == Format.VSCSI ? onOneDisk(requests) : requests;
        Path file = Files.createTempFile("trace", ".log");
        try {
            Files.write(file, packing.pack(format.text(onDisks)));
            assertThat(read(file, new TraceOptions(null, blockSize, false)))
                    .isEqualTo(model(onDisks, blockSize, LastByte.INCLUDED));
        } finally {
            Files.delete(file);
        }
    }

    /** The model can tell: with the byte after the range taken in, an aligned write would touch a block more. */
    @Example
    void modelOfARangeThatIsTooLongIsToldApart() {
        List<Request> aligned = List.of(new Request(true, 0, 0, 0, 8));
        assertThat(model(aligned, 4096, LastByte.INCLUDED)).hasSize(1);
        assertThat(model(aligned, 4096, LastByte.ONE_TOO_MANY)).hasSize(2);
    }

    @Property(tries = 500)
    void damagedFileIsReadOrRefused(
            @ForAll Format format,
            @ForAll Packing packing,
            @ForAll("requests") @Size(min = 1, max = 10) List<Request> requests,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 1 << 20) Integer> places,
            @ForAll byte damage)
            throws IOException {
        byte[] bytes = packing.pack(format.text(requests));
        places.forEach(place -> bytes[place % bytes.length] ^= damage);
        Path file = Files.createTempFile("trace", ".log");
        try {
            Files.write(file, bytes);
            for (boolean skipsBadLines : new boolean[] {false, true}) {
                try {
                    read(file, new TraceOptions(null, 4096, skipsBadLines));
                } catch (InputException refused) {
                    assertThat(refused).hasMessageContaining(file.toString()).hasMessageContaining("expected");
                }
            }
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 200)
    void oneBadLineIsNamedOrSkipped(
            @ForAll Format format, @ForAll("requests") @Size(min = 2, max = 20) List<Request> requests, @ForAll int at)
            throws IOException {
        List<Request> onDisks = format == Format.VSCSI ? onOneDisk(requests) : requests;
        List<String> lines = new ArrayList<>(format.text(onDisks).lines().toList());
        int headLines = lines.size() - onDisks.size();
        int number = headLines + 1 + Math.floorMod(at, onDisks.size() - 1) + 1;
        lines.add(number - 1, "this is none");
        Path file = Files.createTempFile("trace", ".log");
        try {
            Files.write(file, lines);
            assertThatThrownBy(() -> read(file, TraceOptions.DEFAULTS))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(file + ", line " + number + ": expected");
            assertThat(read(file, new TraceOptions(null, 4096, true)))
                    .isEqualTo(model(onDisks, 4096, LastByte.INCLUDED));
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<List<Request>> requests() {
        Arbitrary<Integer> sectors =
                Arbitraries.oneOf(Arbitraries.integers().between(1, 40), Arbitraries.of(1, 7, 8, 9, 16, 64));
        Arbitrary<Integer> places = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 100), Arbitraries.of(0, 8, 16, 1 << 20, Integer.MAX_VALUE));
        return Combinators.combine(
                        Arbitraries.of(true, true, false),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 1_000_000),
                        places,
                        sectors)
                .as(Request::new)
                .list();
    }

    @Provide
    Arbitrary<Integer> blockSizes() {
        return Arbitraries.of(1, 512, 1000, 4096, 65_536, Integer.MAX_VALUE);
    }

    private static List<Request> onOneDisk(List<Request> requests) {
        return requests.stream()
                .map(r -> new Request(r.isWrite, 0, r.second, r.sector, r.sectors))
                .toList();
    }

    private enum LastByte {
        INCLUDED,
        ONE_TOO_MANY
    }

    /* Byte after byte, a block whenever it is another than that of the byte before. */
    private static List<String> model(List<Request> requests, int blockSize, LastByte lastByte) {
        List<Integer> disks = new ArrayList<>();
        List<Long> written = new ArrayList<>();
        List<String> events = new ArrayList<>();
        for (Request request : requests) {
            if (!request.isWrite) {
                continue;
            }
            if (!disks.contains(request.disk)) {
                disks.add(request.disk);
                written.add(0L);
            }
            int log = disks.indexOf(request.disk);
            written.set(log, written.get(log) + 1);
            long end = request.offset() + request.size() + (lastByte == LastByte.ONE_TOO_MANY ? 1 : 0);
            long before = -1;
            for (long octet = request.offset(); octet < end; octet++) {
                long block = octet / blockSize;
                if (block != before) {
                    events.add(
                            log + " UPDATE " + block + " " + written.get(log) + " " + request.second * 1_000_000_000L);
                    before = block;
                }
            }
        }
        return events;
    }

    private static List<String> read(Path file, TraceOptions options) {
        List<String> events = new ArrayList<>();
        try (TraceReader reader = TraceReader.open(file, options)) {
            boolean isMore = true;
            while (isMore) {
                isMore = reader.next((vnode, kind, block, wal, time) ->
                        events.add(vnode + " " + kind + " " + block + " " + wal + " " + time));
            }
        }
        return events;
    }
}
