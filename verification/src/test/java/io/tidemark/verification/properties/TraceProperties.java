package io.tidemark.verification.properties;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.event.EventKind;
import io.tidemark.workloads.InputException;
import io.tidemark.workloads.trace.TraceOptions;
import io.tidemark.workloads.trace.TraceReader;
import io.tidemark.workloads.trace.TraceRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** A trace gives back what was recorded, whatever the values. */
@AddLifecycleHook(Depth.class)
class TraceProperties {
    /** One recorded event. */
    record Recorded(int vnode, EventKind kind, long blockId, long walOffset, long timestampNanos) {}

    @Property(tries = 200)
    void traceGivesBackEveryEventInOrder(@ForAll("events") List<Recorded> events) throws IOException {
        Path file = Files.createTempFile("trace", ".avro");
        try {
            record(file, events);
            assertThat(read(file)).isEqualTo(events);
        } finally {
            Files.delete(file);
        }
    }

    /** The comparison above can fail: a recorder that keeps flushes to itself is found out. */
    @Example
    void recorderThatLosesAKindIsFoundOut() throws IOException {
        List<Recorded> events =
                List.of(new Recorded(0, EventKind.CREATE, 1, 1, 1), new Recorded(0, EventKind.FLUSH, 1, 2, 2));
        Path file = Files.createTempFile("trace", ".avro");
        try {
            record(
                    file,
                    events.stream()
                            .filter(event -> event.kind() != EventKind.FLUSH)
                            .toList());
            assertThat(read(file)).isNotEqualTo(events);
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 300)
    void damagedRecordingIsRefusedOrGivesEveryEvent(
            @ForAll("events") @Size(min = 1, max = 50) List<Recorded> events,
            @ForAll @Size(min = 1, max = 3) List<@IntRange(max = 1 << 20) Integer> places,
            @ForAll byte damage)
            throws IOException {
        Path file = Files.createTempFile("trace", ".avro");
        try {
            record(file, events);
            byte[] bytes = Files.readAllBytes(file);
            places.forEach(place -> bytes[place % bytes.length] ^= damage);
            Files.write(file, bytes);
            List<Recorded> read = read(file);
            assertThat(read).isEqualTo(events);
        } catch (InputException refused) {
            assertThat(refused).hasMessageContaining(file.toString()).hasMessageContaining("expected");
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<List<Recorded>> events() {
        Arbitrary<Integer> vnodes = Arbitraries.oneOf(
                Arbitraries.of(0, 1, Integer.MAX_VALUE), Arbitraries.integers().between(0, 8));
        Arbitrary<EventKind> kinds = Arbitraries.of(EventKind.values());
        return Combinators.combine(vnodes, kinds, longs(), longs(), longs())
                .as(Recorded::new)
                .list()
                .ofMaxSize(300);
    }

    /* Where the sign, the number of bytes of a variable-length long, and 32 bits change. */
    private static Arbitrary<Long> longs() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        0L,
                        1L,
                        -1L,
                        63L,
                        64L,
                        -64L,
                        -65L,
                        0x7FFF_FFFFL,
                        0x8000_0000L,
                        0xFFFF_FFFFL,
                        Long.MAX_VALUE,
                        Long.MIN_VALUE),
                Arbitraries.longs());
    }

    private static void record(Path file, List<Recorded> events) throws IOException {
        try (TraceRecorder recorder = new TraceRecorder(file, Map.of())) {
            for (Recorded event : events) {
                recorder.accept(
                        event.vnode(), event.kind(), event.blockId(), event.walOffset(), event.timestampNanos());
            }
            recorder.finish();
        }
    }

    private static List<Recorded> read(Path file) {
        List<Recorded> events = new ArrayList<>();
        try (TraceReader reader = TraceReader.open(file, TraceOptions.DEFAULTS)) {
            boolean isMore = true;
            while (isMore) {
                isMore = reader.next((vnode, kind, blockId, walOffset, timestampNanos) ->
                        events.add(new Recorded(vnode, kind, blockId, walOffset, timestampNanos)));
            }
        }
        return events;
    }
}
