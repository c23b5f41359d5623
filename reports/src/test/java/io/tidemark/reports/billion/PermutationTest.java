package io.tidemark.reports.billion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 63, 64, 65, 1_000, 65_536, 65_537})
    void everyNumberHasItsOwnPlace(int size) {
        for (long seed = 0; seed < 5; seed++) {
            Permutation permutation = new Permutation(size, seed);
            BitSet places = new BitSet();
            for (int i = 0; i < size; i++) {
                places.set((int) permutation.placeOf(i));
            }
            assertThat(places.cardinality()).isEqualTo(size);
            assertThat(places.length()).isEqualTo(size);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 65_536})
    void neighboursAreRarelyNeighboursAfterwards(int size) {
        Permutation permutation = new Permutation(size, 1);
        int near = 0;
        for (int i = 1; i < size; i++) {
            near += Math.abs(permutation.placeOf(i) - permutation.placeOf(i - 1)) < size / 100 ? 1 : 0;
        }

        assertThat(near).isLessThan(size / 10);
    }
}
