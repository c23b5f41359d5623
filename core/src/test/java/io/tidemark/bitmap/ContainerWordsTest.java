package io.tidemark.bitmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContainerWordsTest {
    private final ContainerWords words = new ContainerWords();
    private final BitSet model = new BitSet();

    @Test
    void computesLikeABitSetOverAllKindsOfContainers() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 200; round++) {
            if (random.nextInt(10) == 0) {
                words.clear();
                model.clear();
            }
            BitSet operand = operand(random);
            if (random.nextInt(3) == 0) {
                words.remove(container(operand));
                model.andNot(operand);
            } else {
                words.add(container(operand));
                model.or(operand);
            }
            assertModel();
        }
    }

    @Test
    void keepsARange() {
        BitSet all = new BitSet();
        all.set(0, 1 << 16);
        int[][] ranges = {{0, 0xFFFF}, {0, 0}, {0xFFFF, 0xFFFF}, {63, 64}, {64, 127}, {100, 110}, {1000, 40_000}};
        for (int[] range : ranges) {
            words.set(container(all));
            words.keep(range[0], range[1]);
            model.clear();
            model.set(range[0], range[1] + 1);
            assertModel();
        }
    }

    @Test
    void setForgetsWhatWasThere() {
        words.add(container(bits(1, 70, 65_535)));
        words.set(container(bits(2)));
        model.or(bits(2));
        assertModel();
    }

    /* None, few, many or runs of values: each kind of container. */
    private static BitSet operand(SplittableRandom random) {
        BitSet bits = bits(random.nextInt(1 << 16));
        int style = random.nextInt(4);
        for (int i = random.nextInt(style == 0 ? 50 : 400); i > 0; i--) {
            int first = random.nextInt(1 << 16);
            int length = style == 3 ? random.nextInt(2000) : 1;
            bits.set(first, Math.min(first + length, 1 << 16));
        }
        if (style == 2) {
            IntStream.range(0, 30_000).forEach(i -> bits.set(random.nextInt(1 << 16)));
        }
        return bits;
    }

    private static BitSet bits(int... values) {
        BitSet bits = new BitSet();
        for (int value : values) {
            bits.set(value);
        }
        return bits;
    }

    private static BucketReader container(BitSet bits) {
        BucketWriter writer = new BucketWriter();
        bits.stream().forEach(writer::append);
        BucketReader reader = new BucketReader(writer.finish());
        assertThat(reader.next()).isTrue();
        return reader;
    }

    private void assertModel() {
        int[] values = model.stream().toArray();
        int[] firsts = IntStream.of(values)
                .filter(value -> value == 0 || !model.get(value - 1))
                .toArray();
        int[] lasts =
                IntStream.of(values).filter(value -> !model.get(value + 1)).toArray();
        words.measure();
        assertThat(words.cardinality()).isEqualTo(values.length);
        assertThat(words.runs()).isEqualTo(firsts.length);
        char[] found = new char[values.length + ContainerWords.SLACK];
        words.copyValues(found);
        assertThat(ints(found, values.length)).isEqualTo(values);
        char[] foundFirsts = new char[firsts.length + ContainerWords.SLACK];
        char[] foundLasts = new char[firsts.length + ContainerWords.SLACK];
        words.copyRuns(foundFirsts, foundLasts);
        assertThat(ints(foundFirsts, firsts.length)).isEqualTo(firsts);
        assertThat(ints(foundLasts, lasts.length)).isEqualTo(lasts);
    }

    private static int[] ints(char[] values, int count) {
        return IntStream.range(0, count).map(i -> values[i]).toArray();
    }
}
