package io.tidemark.workloads.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidemark.event.EventKind;
import io.tidemark.workloads.ChoiceSource;
import io.tidemark.workloads.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceReaderTest {
    private static final String VSCSI = "version,time,op,size,lbn\n1,10,2a,8192,15\n1,11,28,4096,8\n1,12.5,2a,512,0\n";

    @TempDir
    Path folder = Path.of(".");

    @Test
    void vscsiWriteIsOneUpdateForEachBlockThatItTouches() throws IOException {
        // 8192 bytes from byte 7680 on touch blocks 1, 2 and 3.
        assertThat(read(write(VSCSI)))
                .containsExactly(
                        "0 UPDATE 1 wal 1 at 10000000000",
                        "0 UPDATE 2 wal 1 at 10000000000",
                        "0 UPDATE 3 wal 1 at 10000000000",
                        "0 UPDATE 0 wal 2 at 12500000000");
    }

    @Test
    void readsAreSkippedAndCounted() throws IOException {
        try (TraceReader reader = TraceReader.open(write(VSCSI), TraceOptions.DEFAULTS)) {
            while (reader.next((vnode, kind, block, wal, time) -> {})) {}
            assertThat(reader.records()).isEqualTo(3);
            assertThat(reader.skippedReads()).isEqualTo(1);
        }
    }

    @Test
    void blockSizeDecidesTheBlocks() throws IOException {
        assertThat(read(write(VSCSI), new TraceOptions(null, 1 << 20, false)))
                .containsExactly("0 UPDATE 0 wal 1 at 10000000000", "0 UPDATE 0 wal 2 at 12500000000");
    }

    @Test
    void carriageReturnsBlankLinesAndAMissingLastLineEndDoNotMatter() throws IOException {
        String windows = VSCSI.replace("\n", "\r\n").stripTrailing().replace("8192,15", "8192,15\r\n");
        assertThat(read(write(windows))).isEqualTo(read(write(VSCSI)));
    }

    @Test
    void gzippedTraceReadsAlike() throws IOException {
        Path file = Files.write(folder.resolve("trace.gz"), gzip(VSCSI));
        assertThat(read(file)).isEqualTo(read(write(VSCSI)));
    }

    @Test
    void msrDisksAreLogsOfTheirOwn() throws IOException {
        String msr = """
                128166372003061629,hm,0,Write,4096,4096,120
                128166372003061630,hm,1,Write,0,1,120
                128166372003061631,hm,0,Read,0,1,120
                128166372003061632,hm,0,Write,0,4097,120
                """;
        assertThat(read(write(msr)))
                .containsExactly(
                        "0 UPDATE 1 wal 1 at 1172163600306162900",
                        "1 UPDATE 0 wal 1 at 1172163600306163000",
                        "0 UPDATE 0 wal 2 at 1172163600306163200",
                        "0 UPDATE 1 wal 2 at 1172163600306163200");
    }

    @Test
    void fioVersionTwoWaitsAndTrims() throws IOException {
        String fio = """
                fio version 2 iolog
                /dev/a add
                /dev/a open
                /dev/a write 0 4096
                /dev/a wait 250
                /dev/a trim 4095 8194
                /dev/a read 0 4096
                /dev/a sync 0 0
                /dev/a close
                """;
        assertThat(read(write(fio)))
                .containsExactly("0 UPDATE 0 wal 1 at 0", "0 DELETE 1 wal 2 at 250000", "0 DELETE 2 wal 2 at 250000");
    }

    @Test
    void fioVersionThreeHasItsTimes() throws IOException {
        String fio = "fio version 3 iolog\n2 a add\n872 a open\n878 a write 0 4096\n888 b write 4096 1\n900 a close\n";
        assertThat(read(write(fio))).containsExactly("0 UPDATE 0 wal 1 at 878000", "1 UPDATE 1 wal 1 at 888000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,10,2a,8192",
                "1,10,2a,-1,15",
                "1,10,2a,0,15",
                "1,10,zz,512,15",
                "1,ten,2a,512,15",
                "1,10,2a,512,-15",
                "1,10,2a,512,9223372036854775807",
                "1,10,2a,4611686018427387904,1",
                "1,99999999999999,2a,512,1",
                "\u0000\u0001\u0002"
            })
    void damagedLineIsRefusedWithItsNumberOrSkippedAndCounted(String bad) throws IOException {
        Path file = write(VSCSI + bad + "\n1,13,2a,512,0\n");
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("line 5")
                .hasMessageContaining("expected")
                .hasMessageContaining("found");
        try (TraceReader reader = TraceReader.open(file, new TraceOptions(null, 4096, true))) {
            while (reader.next((vnode, kind, block, wal, time) -> {})) {}
            assertThat(reader.skippedLines()).isEqualTo(1);
            assertThat(reader.records()).isEqualTo(4);
        }
    }

    @Test
    void lineWithoutEndIsRefusedWithoutReadingItAll() throws IOException {
        assertThatThrownBy(() -> read(write(VSCSI + "1,".repeat(100_000))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("line 5");
    }

    @Test
    void everyCutOfAGzippedTraceIsRefusedOrReadsAPart() throws IOException {
        byte[] whole = gzip(VSCSI.repeat(1));
        List<String> all = read(write(VSCSI));
        for (int length = 0; length < whole.length; length++) {
            Path file = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> read(file)).as("cut to " + length).isInstanceOf(InputException.class);
        }
        assertThat(all).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello\n",
                "{\"a\":1}",
                "Obj\u0001",
                "Obj\u0001garbage",
                "\u001f\u008b",
                "fio version 9 iolog\n"
            })
    void contentOfNoKnownFormatIsRefused(String content) {
        assertThatThrownBy(() -> read(write(content))).isInstanceOf(InputException.class);
    }

    @Test
    void missingFileIsRefused() {
        assertThatThrownBy(() -> read(folder.resolve("none")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("none");
    }

    @Test
    void recordedEventsComeBackAsTheyWere() throws IOException {
        Path file = record(10_000);
        List<String> read = read(file);
        assertThat(read).hasSize(10_000).isEqualTo(events(10_000));
    }

    @Test
    void equalEventsGiveEqualFiles() throws IOException {
        byte[] first = Files.readAllBytes(record(1_000));
        assertThat(Files.readAllBytes(record(1_000))).isEqualTo(first);
    }

    @Test
    void recordingThatIsGivenUpLeavesNothing() throws IOException {
        Path file = folder.resolve("given-up.avro");
        try (TraceRecorder recorder = new TraceRecorder(file, Map.of())) {
            recorder.accept(0, EventKind.CREATE, 1, 1, 1);
        }
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void everyCutOfARecordingIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(record(60));
        for (int length = 0; length < whole.length; length++) {
            Path file = Files.write(folder.resolve("cut.avro"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> read(file)).as("cut to " + length).isInstanceOf(InputException.class);
        }
    }

    @Test
    void flippedByteOfARecordingIsRefusedOrChangesNothing() throws IOException {
        byte[] whole = Files.readAllBytes(record(60));
        List<String> all = events(60);
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x55;
            Path file = Files.write(folder.resolve("flipped.avro"), damaged);
            try {
                assertThat(read(file)).as("byte " + at).isEqualTo(all);
            } catch (InputException e) {
                assertThat(e).hasMessageContaining("flipped.avro");
            }
        }
    }

    @Test
    void realTraceHasItsWritesAndReads() {
        Path trace = Path.of(
                System.getProperty("tidemark.root", "."), "../shared/data/cloudphysics-vm-first-half.vscsi.csv.gz");
        assumeTrue(Files.exists(trace), "the recorded trace of a virtual machine is not beside the project");
        try (TraceReader reader = TraceReader.open(trace, TraceOptions.DEFAULTS)) {
            while (reader.next((vnode, kind, block, wal, time) -> {})) {}
            assertThat(reader.records()).isEqualTo(56_936);
            assertThat(reader.skippedReads()).isEqualTo(22_427);
        }
    }

    private Path record(int count) throws IOException {
        Path file = folder.resolve("trace.avro");
        try (TraceRecorder recorder = new TraceRecorder(file, Map.of("seed", "1"))) {
            emit(count, recorder);
            recorder.finish();
        }
        return file;
    }

    private static void emit(int count, TraceSink sink) {
        ChoiceSource choices = ChoiceSource.seeded(1);
        for (int i = 0; i < count; i++) {
            sink.accept(
                    choices.below(3),
                    EventKind.ofCode(choices.below(4)),
                    choices.nextLong(),
                    choices.nextLong(),
                    choices.nextLong());
        }
    }

    private static List<String> events(int count) {
        List<String> events = new ArrayList<>();
        emit(count, listing(events));
        return events;
    }

    private static TraceSink listing(List<String> events) {
        return (vnode, kind, block, wal, time) ->
                events.add(vnode + " " + kind + " " + block + " wal " + wal + " at " + time);
    }

    private static List<String> read(Path file) {
        return read(file, TraceOptions.DEFAULTS);
    }

    private static List<String> read(Path file, TraceOptions options) {
        List<String> events = new ArrayList<>();
        try (TraceReader reader = TraceReader.open(file, options)) {
            while (reader.next(listing(events))) {}
        }
        return events;
    }

    private Path write(String content) throws IOException {
        return Files.write(folder.resolve("trace"), content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content.getBytes(StandardCharsets.ISO_8859_1));
        }
        return bytes.toByteArray();
    }
}
