package io.tidemark.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.bitmap.ChangeSet;
import io.tidemark.bitmap.CorruptDataException;
import io.tidemark.event.EventKind;
import io.tidemark.spi.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A segment file with any byte changed or cut is found damaged: never read as something else. */
class SegmentDamageTest {
    private static final EventRange ALL = new EventRange(EventRange.Axis.WAL_OFFSET, 0, -1);

    private final Storage storage = Storage.memory();
    private String name = "";
    private byte[] whole = new byte[0];

    @BeforeEach
    void writeSegment() throws IOException {
        SegmentStore store = store();
        ActiveSegment active = store.newActive(3000, new Zone());
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 2500; i++) {
            active.append(EventKind.ofCode(random.nextInt(4)), random.nextLong(500), i / 3, i * 1000L);
        }
        SealedSegment segment = store.seal(active, 1, List.of());
        store.persist(segment);
        name = segment.fileName();
        whole = read();
    }

    private SegmentStore store() {
        return new SegmentStore(storage, new MemoryAccount(), () -> 64L << 20, false);
    }

    @Test
    void wholeFileIsReadBack() throws IOException {
        SealedSegment segment = store().open(name);
        segment.verify();
        assertThat(segment.events()).isEqualTo(2500);
        assertThat(segment.changes()).isNotEqualTo(ChangeSet.EMPTY);
        assertThat(countEvents(segment)).isEqualTo(2500);
    }

    @Test
    void everyFlippedByteIsFound() throws IOException {
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x20;
            assertDamaged(damaged, "byte " + at);
        }
    }

    @Test
    void everyCutIsFound() throws IOException {
        for (int length = 0; length < whole.length; length += 7) {
            assertDamaged(Arrays.copyOf(whole, length), "cut to " + length);
        }
    }

    @Test
    void longerFileIsFound() throws IOException {
        assertDamaged(Arrays.copyOf(whole, whole.length + 1), "one byte more");
    }

    @Test
    void newerVersionIsRefusedByName() throws IOException {
        byte[] newer = whole.clone();
        newer[SegmentLayout.VERSION_AT] = 2;
        write(newer);
        assertThatThrownBy(() -> store().open(name))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("format version 1")
                .hasMessageContaining("found=2");
    }

    private void assertDamaged(byte[] bytes, String what) throws IOException {
        write(bytes);
        assertThatThrownBy(() -> {
                    SealedSegment segment = store().open(name);
                    segment.verify();
                })
                .as(what)
                .isInstanceOfAny(CorruptDataException.class, UnreadableSegmentException.class)
                .satisfies(e -> assertThat(
                                e instanceof UnreadableSegmentException unreadable
                                        ? unreadable.isDamage()
                                        : e instanceof CorruptDataException)
                        .isTrue());
    }

    private static int countEvents(SealedSegment segment) throws IOException {
        EventCursor events = segment.events(ALL);
        int count = 0;
        while (events.next()) {
            count++;
        }
        return count;
    }

    private byte[] read() throws IOException {
        try (Storage.Input input = storage.open(name)) {
            byte[] bytes = new byte[(int) input.size()];
            input.read(0, ByteBuffer.wrap(bytes));
            return bytes;
        }
    }

    private void write(byte[] bytes) throws IOException {
        storage.delete(name);
        try (Storage.Output output = storage.create(name)) {
            output.write(ByteBuffer.wrap(bytes));
        }
    }
}
