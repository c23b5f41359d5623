package io.tidemark.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.GraphLayout;

/** What an index takes, gives back and uses again; equal bits give equal lists. */
class SkipListMemoryTest {
    private final SkipListIndex index = index(1);

    private static SkipListIndex index(long seed) {
        return new SkipListIndex(KeyOrder.SIGNED, bits(seed));
    }

    private static LongSupplier bits(long seed) {
        return new SplittableRandom(seed)::nextLong;
    }

    @Test
    void freedNodesAreUsedAgain() {
        for (int i = 0; i < 1_000; i++) {
            index.insert(i, i);
        }
        long bytes = 0;
        for (int round = 0; round < 50; round++) {
            for (int i = 0; i < 1_000; i++) {
                long old = i + round * 1_000L;
                assertThat(index.remove(old, old)).isTrue();
                index.insert(old + 1_000, old + 1_000);
            }
            bytes = round == 0 ? index.memoryBytes() : bytes;
            index.checkInvariants();
        }
        assertThat(index.size()).isEqualTo(1_000);
        assertThat(index.memoryBytes()).isEqualTo(bytes);
    }

    /** Whichever pairs are left, nodes do not stay nearly empty. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void memoryOfThinnedOutNodesIsUsedAgain(boolean isAscending) {
        for (int i = 0; i < 64_000; i++) {
            index.insert(i, i);
        }
        long bytes = index.memoryBytes();
        for (int i = 0; i < 64_000; i++) {
            int key = isAscending ? i : 63_999 - i;
            if (key % 64 != 63) {
                index.remove(key, key);
            }
        }
        index.checkInvariants();
        for (int i = 0; i < 40_000; i++) {
            index.insert(100_000 + i, i);
        }
        assertThat(index.memoryBytes()).isEqualTo(bytes);
        index.checkInvariants();
    }

    @Test
    void clearGivesTheMemoryBack() {
        long bytes = index.memoryBytes();
        for (int i = 0; i < 10_000; i++) {
            index.insert(i, i);
        }
        index.clear();
        assertThat(index.size()).isZero();
        assertThat(index.find(1, -1)).isEqualTo(-1);
        assertThat(index.memoryBytes()).isEqualTo(bytes);
        index.insert(1, 1);
        index.checkInvariants();
    }

    @Test
    void equalBitsGiveEqualLists() {
        SkipListIndex twin = index(1);
        SkipListIndex other = index(2);
        churn(index);
        churn(twin);
        churn(other);
        assertThat(structure(twin)).isEqualTo(structure(index));
        assertThat(twin.memoryBytes()).isEqualTo(index.memoryBytes());
        assertThat(structure(other)).isNotEqualTo(structure(index));
    }

    /** The nodes of each level. */
    private static List<Integer> structure(SkipListIndex of) {
        List<Integer> nodes = new ArrayList<>();
        for (int level = 0; level < NodeStore.LEVELS; level++) {
            int node = NodeStore.HEAD;
            do {
                nodes.add(node);
                nodes.add(of.store().count(node));
                node = of.store().next(node, level);
            } while (node != NodeStore.NO_NODE);
        }
        return nodes;
    }

    private static void churn(SkipListIndex of) {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 20_000; i++) {
            long key = random.nextInt(5_000);
            if (!of.insert(key, key)) {
                of.remove(key, key);
            }
        }
        of.checkInvariants();
    }

    @Test
    void memoryIsWhatTheHeapSays() {
        for (int count = 0; count < 10_000; count++) {
            if (Integer.bitCount(count) == 1) {
                long heap = GraphLayout.parseInstance(index.store()).totalSize();
                assertThat(index.memoryBytes()).as("at %s pairs", count).isBetween(heap - 200, heap);
            }
            index.insert(count * 31L, count);
        }
        assertThat(index.memoryBytes() / index.size()).isLessThan(24);
    }

    @Test
    void pairsTakeLessThanHalfOfWhatTheyTakeInAMapOfTheJdk() {
        SplittableRandom random = new SplittableRandom(5);
        ConcurrentSkipListMap<Long, Long> map = new ConcurrentSkipListMap<>();
        for (long i = 0; i < 100_000; i++) {
            long key = random.nextLong();
            index.insert(key, i + 1_000);
            map.put(key, i + 1_000);
        }
        long heap = GraphLayout.parseInstance(index.store()).totalSize();
        assertThat(heap).isLessThan(GraphLayout.parseInstance(map).totalSize() / 2);
    }
}
