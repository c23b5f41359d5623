package io.tidemark.bitmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RadixSortTest {
    private static final int IGNORED_BITS = 2;

    private final SplittableRandom random = new SplittableRandom(7);
    private final RadixSort sort = new RadixSort();

    @Test
    void sortsUnsignedAndStablyWhateverBitsVary() {
        long[] masks = {0, 3, 4, 0x7FF << 2, 0xFFFFL << 10, 0xF0000F0000F0000FL, 1L << 63, -1L};
        for (long mask : masks) {
            assertSorted(randomKeys(3000, mask));
        }
    }

    @Test
    void manyKeysAreSortedLikeFew() {
        for (long mask : new long[] {0x1FFFL << 2, 0x3FFFL << 2, 0x3FFFFFFL << 2, 0xF0000F0000F0000FL}) {
            assertSorted(randomKeys(1 << 18, mask));
        }
    }

    @Test
    void keysInOrderStayInTheirArray() {
        long[] keys = sort.keys(3);
        keys[0] = 7;
        keys[1] = 4; // equal to the one before but for the ignored bits
        keys[2] = -1;
        assertThat(sort.sort(3, IGNORED_BITS)).isSameAs(keys).startsWith(7, 4, -1);
    }

    @Test
    void scratchIsReusedForFewerAndMoreKeys() {
        assertSorted(randomKeys(100, -1L));
        assertSorted(randomKeys(10, -1L));
        assertSorted(randomKeys(1000, -1L));
    }

    private void assertSorted(long[] keys) {
        System.arraycopy(keys, 0, sort.keys(keys.length), 0, keys.length);
        long[] sorted = Arrays.copyOf(sort.sort(keys.length, IGNORED_BITS), keys.length);
        long[] expected = Arrays.stream(keys)
                .boxed()
                .sorted(Comparator.comparing(key -> key >>> IGNORED_BITS)) // never negative, and the sort is stable
                .mapToLong(Long::longValue)
                .toArray();
        assertThat(sorted).isEqualTo(expected);
    }

    private long[] randomKeys(int count, long mask) {
        return random.longs(count).map(key -> key & mask).toArray();
    }
}
