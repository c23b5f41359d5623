package io.tidemark.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.bitmap.CorruptDataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PackedColumnTest {
    @Test
    void everyWidthComesBackAsItWas() throws CorruptDataException {
        SplittableRandom random = new SplittableRandom(1);
        for (int width = 0; width <= 64; width++) {
            long mask = width == 64 ? -1 : (1L << width) - 1;
            for (int count : new int[] {1, 2, 7, 8, 63, 64, 65, 1023, 1024}) {
                long base = random.nextLong();
                assertRoundTrip(
                        random.longs(count).map(value -> base + (value & mask)).toArray());
            }
        }
    }

    @Test
    void borderValuesComeBackAsTheyWere() throws CorruptDataException {
        assertRoundTrip(new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, 1, Long.MAX_VALUE, Long.MIN_VALUE});
        assertRoundTrip(new long[] {-1});
        assertRoundTrip(new long[] {Long.MAX_VALUE, Long.MAX_VALUE});
    }

    @Test
    void risingNumbersTakeTheirSteps() throws CorruptDataException {
        int bytes = assertRoundTrip(
                LongStream.range(0, 1024).map(i -> 1_600_000_000_000L + i).toArray());
        assertThat(bytes).isEqualTo(SegmentLayout.COLUMN_HEADER_BYTES + 1024 * 2 / 8);
    }

    @Test
    void bitsLieAsTheLayoutSays() {
        SplittableRandom random = new SplittableRandom(5);
        ColumnEncoder encoder = new ColumnEncoder();
        for (int width = 0; width <= 64; width++) {
            int shift = 64 - width;
            for (int count : new int[] {1, 2, 3, 9, 64, 127, 1023, 1024}) {
                long[] anywhere = random.longs(count)
                        .map(value -> shift == 64 ? 7 : value >>> shift)
                        .toArray();
                long[] rising = random.longs(count)
                        .map(value -> shift == 64 ? 1 : value >>> shift)
                        .toArray();
                Arrays.parallelPrefix(rising, Long::sum);
                assertBits(encoder, anywhere);
                assertBits(encoder, rising);
            }
        }
    }

    /* Compares with the plain reading of the layout: every bit put on its own. */
    private static void assertBits(ColumnEncoder encoder, long[] values) {
        ByteBuffer target = ByteBuffer.allocate(PackedColumn.BYTES_MAX).order(ByteOrder.LITTLE_ENDIAN);
        encoder.encode(values, values.length, target);
        assertThat(target.flip()).isEqualTo(BitwiseColumn.encode(values));
        assertThat(encoder.min()).isEqualTo(Arrays.stream(values).min().orElseThrow());
        assertThat(encoder.max()).isEqualTo(Arrays.stream(values).max().orElseThrow());
    }

    @Test
    void columnCutShortIsDamage() {
        ByteBuffer encoded = encode(LongStream.range(0, 100).map(i -> i * i).toArray());
        int end = encoded.limit();
        for (int cut = 0; cut < end; cut++) {
            int shorter = cut;
            assertThatThrownBy(() -> PackedColumn.decode(padded(encoded), shorter, 100, new long[1024]))
                    .isInstanceOf(CorruptDataException.class);
        }
    }

    private static int assertRoundTrip(long[] values) throws CorruptDataException {
        ByteBuffer encoded = encode(values);
        int end = encoded.limit();
        long[] decoded = new long[1024];
        ByteBuffer source = padded(encoded);
        PackedColumn.decode(source, end, values.length, decoded);
        assertThat(Arrays.copyOf(decoded, values.length)).isEqualTo(values);
        assertThat(source.position()).isEqualTo(end);
        return end;
    }

    private static ByteBuffer encode(long[] values) {
        ByteBuffer target = ByteBuffer.allocate(PackedColumn.BYTES_MAX).order(ByteOrder.LITTLE_ENDIAN);
        new ColumnEncoder().encode(values, values.length, target);
        return target.flip();
    }

    private static ByteBuffer padded(ByteBuffer encoded) {
        return ByteBuffer.allocate(encoded.limit() + SegmentLayout.COLUMNS_PADDING)
                .put(encoded.duplicate())
                .rewind()
                .order(ByteOrder.LITTLE_ENDIAN);
    }
}
