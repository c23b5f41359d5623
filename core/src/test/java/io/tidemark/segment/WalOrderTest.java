package io.tidemark.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WalOrderTest {
    private final WalOrder walOrder = new WalOrder();

    @Test
    void orderIsUnsignedAndStable() {
        assertThat(order(new long[] {-1, 0, Long.MIN_VALUE, 0, Long.MAX_VALUE, -1}))
                .containsExactly(1, 3, 4, 2, 0, 5);
    }

    @Test
    void orderAgreesWithAComparisonSort() {
        SplittableRandom random = new SplittableRandom(2);
        for (int bits = 1; bits <= 64; bits++) {
            int shift = 64 - bits;
            assertOrder(random.longs(500).map(value -> value >>> shift).toArray());
        }
    }

    @Test
    void scratchIsReusedForFewerAndMoreOffsets() {
        SplittableRandom random = new SplittableRandom(3);
        for (int count : new int[] {100, 7, 3000, 3000, 1}) {
            assertOrder(random.longs(count).toArray());
        }
    }

    @Test
    void nothingAndOneAreInOrder() {
        assertThat(order(new long[0])).isEmpty();
        assertThat(order(new long[] {9})).containsExactly(0);
    }

    private void assertOrder(long[] offsets) {
        int[] expected = IntStream.range(0, offsets.length)
                .boxed()
                .sorted(Comparator.comparing(i -> offsets[i], Long::compareUnsigned))
                .mapToInt(Integer::intValue)
                .toArray();
        assertThat(order(offsets)).isEqualTo(expected);
    }

    private int[] order(long[] offsets) {
        return Arrays.copyOf(walOrder.of(offsets, offsets.length), offsets.length);
    }
}
