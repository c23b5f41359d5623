package io.tidemark.workloads.trace;

import static io.tidemark.workloads.trace.Traces.gzip;
import static io.tidemark.workloads.trace.Traces.read;
import static io.tidemark.workloads.trace.Traces.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidemark.workloads.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTraceTest {
    private static final String VSCSI = "version,time,op,size,lbn\n1,10,2a,8192,15\n1,11,28,4096,8\n1,12.5,2a,512,0\n";

    @TempDir
    Path folder = Path.of(".");

    @Test
    void vscsiWriteIsOneUpdateForEachBlockThatItTouches() throws IOException {
        // 8192 bytes from byte 7680 on touch blocks 1, 2 and 3.
        assertThat(read(write(folder, VSCSI)))
                .containsExactly(
                        "0 UPDATE 1 wal 1 at 10000000000",
                        "0 UPDATE 2 wal 1 at 10000000000",
                        "0 UPDATE 3 wal 1 at 10000000000",
                        "0 UPDATE 0 wal 2 at 12500000000");
    }

    @Test
    void readsAreSkippedAndCounted() throws IOException {
        try (TraceReader reader = TraceReader.open(write(folder, VSCSI), TraceOptions.DEFAULTS)) {
            while (reader.next((vnode, kind, block, wal, time) -> {})) {}
            assertThat(reader.records()).isEqualTo(3);
            assertThat(reader.skippedReads()).isEqualTo(1);
        }
    }

    @Test
    void blockSizeDecidesTheBlocks() throws IOException {
        assertThat(read(write(folder, VSCSI), new TraceOptions(null, 1 << 20, false)))
                .containsExactly("0 UPDATE 0 wal 1 at 10000000000", "0 UPDATE 0 wal 2 at 12500000000");
    }

    @Test
    void carriageReturnsBlankLinesAndAMissingLastLineEndDoNotMatter() throws IOException {
        String windows = VSCSI.replace("\n", "\r\n").stripTrailing().replace("8192,15", "8192,15\r\n");
        assertThat(read(write(folder, windows))).isEqualTo(read(write(folder, VSCSI)));
    }

    @Test
    void byteOrderMarkDoesNotMatter() throws IOException {
        assertThat(read(write(folder, "\u00ef\u00bb\u00bf" + VSCSI))).isEqualTo(read(write(folder, VSCSI)));
    }

    @Test
    void formatThatIsGivenIsNotLookedFor() throws IOException {
        String headless = VSCSI.substring(VSCSI.indexOf('\n') + 1);
        assertThatThrownBy(() -> read(write(folder, headless))).isInstanceOf(InputException.class);
        assertThat(read(write(folder, headless), new TraceOptions(TraceFormat.VSCSI, 4096, false)))
                .isEqualTo(read(write(folder, VSCSI)));
    }

    @ParameterizedTest
    @EnumSource(TraceFormat.class)
    void formatThatIsGivenWronglyIsRefused(TraceFormat format) {
        assertThatThrownBy(() -> read(write(folder, "neither,this,nor\nthat\n"), new TraceOptions(format, 4096, false)))
                .isInstanceOf(InputException.class);
    }

    @Test
    void gzippedTraceReadsAlike() throws IOException {
        Path file = Files.write(folder.resolve("trace.gz"), gzip(VSCSI));
        assertThat(read(file)).isEqualTo(read(write(folder, VSCSI)));
    }

    @Test
    void msrDisksAreLogsOfTheirOwn() throws IOException {
        String msr = """
                128166372003061629,hm,0,Write,4096,4096,120
                128166372003061630,hm,1,Write,0,1,120
                128166372003061631,hm,0,Read,0,1,120
                128166372003061632,hm,0,Write,0,4097,120
                """;
        assertThat(read(write(folder, msr)))
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
        assertThat(read(write(folder, fio)))
                .containsExactly(
                        "0 UPDATE 0 wal 1 at 0",
                        "0 UPDATE 0 wal 2 at 250000",
                        "0 DELETE 1 wal 2 at 250000",
                        "0 DELETE 2 wal 2 at 250000",
                        "0 UPDATE 3 wal 2 at 250000");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 4096, DELETE 0",
        "0, 8192, DELETE 0 DELETE 1",
        "0, 4095, UPDATE 0",
        "1, 4095, UPDATE 0",
        "1, 4094, UPDATE 0",
        "1, 4096, UPDATE 0 UPDATE 1",
        "4096, 4097, DELETE 1 UPDATE 2"
    })
    void trimDeletesWholeBlocksAndUpdatesThoseOfWhichItCoversAPart(long offset, long size, String expected)
            throws IOException {
        StringBuilder found = new StringBuilder();
        try (TraceReader reader = TraceReader.open(
                write(folder, "fio version 2 iolog\na trim " + offset + " " + size + "\n"), TraceOptions.DEFAULTS)) {
            reader.next((vnode, kind, block, wal, time) ->
                    found.append(kind).append(' ').append(block).append(' '));
        }
        assertThat(found.toString().strip()).isEqualTo(expected);
    }

    @Test
    void everyFileOfAFioLogIsALogOfItsOwn() throws IOException {
        StringBuilder fio = new StringBuilder("fio version 2 iolog\n");
        for (int i = 0; i < 20; i++) {
            fio.append("f").append(i % 10).append(" write 0 1\n");
        }
        assertThat(read(write(folder, fio.toString())))
                .hasSize(20)
                .contains("9 UPDATE 0 wal 1 at 0", "9 UPDATE 0 wal 2 at 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a write 0",
                "a write",
                "a",
                "a write x 1",
                "a write 0 0",
                "a write -1 4096",
                "a trim 0 -4096",
                "a read 0",
                "a wait",
                "a wait -5",
                "a wait 9223372036854775807",
                "a jump 0 1"
            })
    void damagedFioLineIsRefusedWithItsNumber(String bad) {
        assertThatThrownBy(() -> read(write(folder, "fio version 2 iolog\na write 0 1\n" + bad + "\n")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining("expected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "128166372003061630,hm,1,Write,0",
                "128166372003061630,hm,1,Wrote,0,1,2",
                "-9223372036854775808,hm,1,Write,0,1,2",
                "128166372003061630,hm,1,Write,0,0,2",
                "128166372003061630,hm,1,Read,-1,4,2",
                "128166372003061630,hm,1,Write,9223372036854775807,2,2",
                "128166372003061630,hm,1,Write,0,99999999999999999999,2"
            })
    void damagedMsrLineIsRefusedWithItsNumber(String bad) {
        assertThatThrownBy(() -> read(write(folder, "128166372003061629,hm,0,Write,4096,4096,120\n" + bad + "\n")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("expected");
    }

    @Test
    void everyScsiCommandThatWritesIsAWrite() throws IOException {
        String lines = "1,1,0a,1,0\n1,1,AA,1,0\n1,1,8a,1,0\n1,1,2e,1,0\n1,1,93,1,0\n1,1,35,0,0\n1,1,42,24,0\n";
        try (TraceReader reader =
                TraceReader.open(write(folder, "version,time,op,size,lbn\n" + lines), TraceOptions.DEFAULTS)) {
            int[] events = new int[1];
            while (reader.next((vnode, kind, block, wal, time) -> events[0]++)) {}
            assertThat(events[0]).isEqualTo(5);
            assertThat(reader.skippedReads()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "5633898, 5633898000000000",
        "-3, -3000000000",
        "0.5, 500000000",
        "-0.5, -500000000",
        "1.0000000019, 1000000001",
        "9223372036.854775807, 9223372036854775807",
        "-9223372036.854775808, -9223372036854775808"
    })
    void secondsBecomeNanoseconds(String seconds, long nanos) throws IOException {
        assertThat(read(write(folder, "version,time,op,size,lbn\n1," + seconds + ",2a,1,0\n")))
                .containsExactly("0 UPDATE 0 wal 1 at " + nanos);
    }

    @Test
    void fioVersionThreeHasItsTimes() throws IOException {
        String fio = "fio version 3 iolog\n2 a add\n872 a open\n878 a write 0 4096\n888 b write 4096 1\n900 a close\n";
        assertThat(read(write(folder, fio)))
                .containsExactly("0 UPDATE 0 wal 1 at 878000", "1 UPDATE 1 wal 1 at 888000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,10,2a,8192",
                "1,10,2a,-1,15",
                "1,10,2a,0,15",
                "1,10,28,-512,15",
                "1,10,2a,512,",
                "1,10,2a,512,1,5",
                "1,,2a,512,15",
                "1,-,2a,512,15",
                "1,1.5e999999999,2a,512,15",
                "1,9223372036.854775808,2a,512,15",
                "1,10,2a2a,512,15",
                "1,10,,512,15",
                "1,10,2a,512,9223372036854775808",
                "1,10,2a,512,\u00e9",
                "1,10,zz,512,15",
                "1,ten,2a,512,15",
                "1,10,2a,512,-15",
                "1,10,2a,512,9223372036854775807",
                "1,10,2a,4611686018427387904,1",
                "1,99999999999999,2a,512,1",
                "\u0000\u0001\u0002"
            })
    void damagedLineIsRefusedWithItsNumberOrSkippedAndCounted(String bad) throws IOException {
        Path file = write(folder, VSCSI + bad + "\n1,13,2a,512,0\n");
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
        assertThatThrownBy(() -> read(write(folder, VSCSI + "1,".repeat(100_000))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("line 5");
    }

    @Test
    void everyCutOfAGzippedTraceIsRefused() throws IOException {
        byte[] whole = gzip(VSCSI);
        for (int length = 0; length < whole.length; length++) {
            Path file = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> read(file)).as("cut to " + length).isInstanceOf(InputException.class);
        }
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
        assertThatThrownBy(() -> read(write(folder, content))).isInstanceOf(InputException.class);
    }

    @Test
    void missingFileIsRefused() {
        assertThatThrownBy(() -> read(folder.resolve("none")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("none");
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
}
