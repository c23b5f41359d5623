package io.tidemark.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WalOrderTest {
    @Test
    void orderIsUnsignedAndStable() {
        assertThat(WalOrder.of(new long[] {-1, 0, Long.MIN_VALUE, 0, Long.MAX_VALUE, -1}, 6))
                .containsExactly(1, 3, 4, 2, 0, 5);
    }

    @Test
    void orderAgreesWithAComparisonSort() {
        SplittableRandom random = new SplittableRandom(2);
        for (int bits = 1; bits <= 64; bits++) {
            int shift = 64 - bits;
            long[] offsets = random.longs(500).map(value -> value >>> shift).toArray();
            int[] expected = IntStream.range(0, offsets.length)
                    .boxed()
                    .sorted(Comparator.comparing(i -> offsets[i], Long::compareUnsigned))
                    .mapToInt(Integer::intValue)
                    .toArray();
            assertThat(WalOrder.of(offsets, offsets.length)).isEqualTo(expected);
        }
    }

    @Test
    void nothingAndOneAreInOrder() {
        assertThat(WalOrder.of(new long[0], 0)).isEmpty();
        assertThat(WalOrder.of(new long[] {9}, 1)).containsExactly(0);
    }
}
