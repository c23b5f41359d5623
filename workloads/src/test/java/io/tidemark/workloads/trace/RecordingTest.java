package io.tidemark.workloads.trace;

import static io.tidemark.workloads.trace.Traces.gzip;
import static io.tidemark.workloads.trace.Traces.listing;
import static io.tidemark.workloads.trace.Traces.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    @TempDir
    Path folder = Path.of(".");

    @Test
    void recordedEventsComeBackAsTheyWere() throws IOException {
        Path file = record(10_000);
        List<String> read = read(file);
        assertThat(read).hasSize(10_000).isEqualTo(events(10_000));
    }

    @Test
    void recordingSaysWhatItIsOf() throws IOException {
        try (TraceReader reader = TraceReader.open(record(1), TraceOptions.DEFAULTS)) {
            assertThat(reader.properties()).isEqualTo(Map.of("seed", "1"));
        }
    }

    @Test
    void gzippedRecordingReadsAlike() throws IOException {
        byte[] whole = Files.readAllBytes(record(1_000));
        assertThat(read(Files.write(folder.resolve("recording.gz"), gzip(whole))))
                .isEqualTo(events(1_000));
    }

    @Test
    void moreAfterTheEndOfARecordingIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(record(60));
        byte[] twice = Arrays.copyOf(whole, 2 * whole.length);
        System.arraycopy(whole, 0, twice, whole.length, whole.length);
        Path file = Files.write(folder.resolve("twice.avro"), twice);
        assertThatThrownBy(() -> read(file)).isInstanceOf(InputException.class);
    }

    /* The size of a block has no checksum; Avro takes as much memory before it reads. */
    @Test
    void blockOfImpossibleSizeIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(record(60));
        String mark = "tidemark-trace-1";
        int header = new String(whole, StandardCharsets.ISO_8859_1).indexOf(mark) + mark.length();
        byte[] count = {2};
        byte[] size = {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F}; // 2^31 - 1
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        damaged.write(whole, 0, header);
        damaged.writeBytes(count);
        damaged.writeBytes(size);
        damaged.writeBytes(new byte[100]);
        Path file = Files.write(folder.resolve("huge.avro"), damaged.toByteArray());
        assertThatThrownBy(() -> read(file)).isInstanceOf(InputException.class).hasMessageContaining("huge.avro");
    }

    @Test
    void faultOfTheTakerIsNotTakenForDamage() throws IOException {
        IllegalArgumentException fault = new IllegalArgumentException("the taker's");
        try (TraceReader reader = TraceReader.open(record(3), TraceOptions.DEFAULTS)) {
            assertThatThrownBy(() -> reader.next((vnode, kind, block, wal, time) -> {
                        throw fault;
                    }))
                    .isSameAs(fault);
        }
    }

    @Test
    void recordingThatCannotBeFinishedLeavesNothing() throws IOException {
        Path occupied = Files.createDirectory(folder.resolve("occupied"));
        Files.createFile(occupied.resolve("file"));
        assertThatThrownBy(() -> {
                    try (TraceRecorder recorder = new TraceRecorder(occupied, Map.of())) {
                        recorder.finish();
                    }
                })
                .isInstanceOf(IOException.class);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(occupied);
        }
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
}
