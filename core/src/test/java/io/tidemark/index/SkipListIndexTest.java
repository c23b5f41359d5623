package io.tidemark.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SkipListIndexTest {
    private final SkipListIndex index = index(KeyOrder.SIGNED);
    private final SkipListIndex.Pair found = new SkipListIndex.Pair();

    private static SkipListIndex index(KeyOrder order) {
        return new SkipListIndex(order, bits(1));
    }

    private static LongSupplier bits(long seed) {
        return new SplittableRandom(seed)::nextLong;
    }

    @Test
    void emptyIndexHoldsNothing() {
        assertThat(index.size()).isZero();
        assertThat(index.find(0, -7)).isEqualTo(-7);
        assertThat(index.first(found)).isFalse();
        assertThat(index.last(found)).isFalse();
        assertThat(ascending(Long.MIN_VALUE, Long.MAX_VALUE)).isEmpty();
        assertThat(index.remove(1, 1)).isFalse();
        index.checkInvariants();
    }

    @Test
    void pairIsFoundFromAboveAndBelow() {
        index.insert(10, 100);
        index.insert(20, 200);
        assertThat(index.find(10, -1)).isEqualTo(100);
        assertThat(index.find(15, -1)).isEqualTo(-1);
        assertThat(index.floor(15, found)).isTrue();
        assertThat(found.key()).isEqualTo(10);
        assertThat(index.floor(20, found)).isTrue();
        assertThat(found.value()).isEqualTo(200);
        assertThat(index.floor(9, found)).isFalse();
        assertThat(found.value()).as("unchanged").isEqualTo(200);
        assertThat(index.ceiling(11, found)).isTrue();
        assertThat(found.key()).isEqualTo(20);
        assertThat(index.ceiling(21, found)).isFalse();
    }

    @Test
    void equalKeysAreOrderedByValue() {
        index.insert(5, 3);
        index.insert(5, 1);
        index.insert(5, 2);
        assertThat(index.insert(5, 2)).isFalse();
        assertThat(index.find(5, -1)).isEqualTo(1);
        assertThat(ascending(5, 5)).containsExactly("5=1", "5=2", "5=3");
        assertThat(index.remove(5, 2)).isTrue();
        assertThat(descending(5, 5)).containsExactly("5=3", "5=1");
    }

    @Test
    void signedAndUnsignedKeysDifferInOrder() {
        SkipListIndex unsigned = index(KeyOrder.UNSIGNED);
        for (long key : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            index.insert(key, 0);
            unsigned.insert(key, 0);
        }
        assertThat(keys(index)).containsExactly(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE);
        assertThat(keys(unsigned)).containsExactly(0L, Long.MAX_VALUE, Long.MIN_VALUE, -1L);
        unsigned.last(found);
        assertThat(found.key()).isEqualTo(-1);
        unsigned.first(found);
        assertThat(found.key()).isZero();
    }

    @ParameterizedTest
    @EnumSource(KeyOrder.class)
    void extremesOfKeyAndValueAreFoundAndRemoved(KeyOrder order) {
        SkipListIndex of = index(order);
        long[] extremes = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE};
        for (long key : extremes) {
            for (long value : extremes) {
                assertThat(of.insert(key, value)).isTrue();
            }
        }
        of.checkInvariants();
        for (long key : extremes) {
            assertThat(of.find(key, 7)).isEqualTo(Long.MIN_VALUE);
            assertThat(ascending(of, key, key)).hasSize(extremes.length);
            assertThat(of.floor(key, found) && found.key() == key && found.value() == Long.MAX_VALUE)
                    .isTrue();
            assertThat(of.ceiling(key, found) && found.key() == key && found.value() == Long.MIN_VALUE)
                    .isTrue();
        }
        for (long key : extremes) {
            for (long value : extremes) {
                assertThat(of.remove(key, value)).isTrue();
            }
        }
        assertThat(of.size()).isZero();
        of.checkInvariants();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 255, 256, 257, 511, 512, 513, 769})
    void visitIsWholeAtTheBordersOfItsParts(int count) {
        for (int i = 0; i < count; i++) {
            index.insert(i, -i);
        }
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            expected.add(i + "=" + -i);
        }
        assertThat(ascending(index, 0, count)).isEqualTo(expected);
        Collections.reverse(expected);
        assertThat(descending(index, 0, count)).isEqualTo(expected);
    }

    @Test
    void equalKeysOverSeveralPartsAreVisitedWhole() {
        int count = SkipListIndex.PART_PAIRS * 3 + 1;
        for (int i = 0; i < count; i++) {
            index.insert(7, i == 0 ? Long.MIN_VALUE : i == 1 ? Long.MAX_VALUE : i);
        }
        assertThat(ascending(7, 7)).doesNotHaveDuplicates().hasSize(count);
        assertThat(descending(7, 7)).doesNotHaveDuplicates().hasSize(count);
    }

    /** The last pair of a part is the last that there can be: to go on behind it would begin anew. */
    @Test
    void visitEndsAtThePairBehindWhichThereIsNone() {
        for (int i = 0; i < SkipListIndex.PART_PAIRS; i++) {
            index.insert(Long.MAX_VALUE, Long.MAX_VALUE - i);
            index.insert(Long.MIN_VALUE, Long.MIN_VALUE + i);
        }
        assertThat(ascending(Long.MAX_VALUE, Long.MAX_VALUE)).hasSize(SkipListIndex.PART_PAIRS);
        assertThat(descending(Long.MIN_VALUE, Long.MIN_VALUE)).hasSize(SkipListIndex.PART_PAIRS);
    }

    @Test
    void rangeOfNothingIsNotVisited() {
        for (int i = 0; i < 1_000; i++) {
            index.insert(i, i);
        }
        assertThat(ascending(500, 499)).isEmpty();
        assertThat(descending(500, 499)).isEmpty();
        assertThat(ascending(Long.MAX_VALUE, Long.MIN_VALUE)).isEmpty();
        assertThat(descending(Long.MAX_VALUE, Long.MIN_VALUE)).isEmpty();
        assertThat(ascending(1_000, 2_000)).isEmpty();
        assertThat(descending(-9, -1)).isEmpty();
    }

    @Test
    void visitorThatThrowsLeavesTheIndexAsItWas() {
        index.insert(1, 1);
        assertThatThrownBy(() -> index.ascending(0, 9, (key, value) -> {
                    throw new IllegalStateException("visitor");
                }))
                .hasMessage("visitor");
        index.insert(2, 2);
        assertThat(ascending(0, 9)).containsExactly("1=1", "2=2");
    }

    @Test
    void visitorMayWrite() {
        for (int i = 0; i < 1_000; i++) {
            index.insert(i, 0);
        }
        List<Long> visited = new ArrayList<>();
        index.ascending(0, 999, (key, value) -> {
            if (value == 0) {
                visited.add(key);
                index.remove(key, 0);
                index.insert(key, 1);
            }
            return true;
        });
        assertThat(visited).hasSize(1_000).isSorted();
        assertThat(ascending(0, 999)).allMatch(pair -> pair.endsWith("=1")).hasSize(1_000);
        index.checkInvariants();
    }

    @Test
    void secondWriterIsRefusedAndTheFirstOnesChangeStays() {
        SkipListIndex[] shared = new SkipListIndex[1];
        LongSupplier secondWriter = () -> {
            shared[0].remove(0, 0);
            return 1;
        };
        shared[0] = new SkipListIndex(KeyOrder.SIGNED, secondWriter);
        for (int i = 0; i < NodeStore.NODE_PAIRS; i++) {
            shared[0].insert(i, i);
        }
        assertThatThrownBy(() -> shared[0].insert(1_000, 1))
                .isInstanceOf(ConcurrentModificationException.class)
                .hasMessageContaining("version=");
        assertThat(shared[0].size()).isEqualTo(NodeStore.NODE_PAIRS - 1);
        assertThat(shared[0].find(1_000, -1)).isEqualTo(-1);
        shared[0].checkInvariants();
    }

    @Test
    void fullIndexRefusesAndIsAsItWas() {
        SkipListIndex small = new SkipListIndex(KeyOrder.SIGNED, bits(1), 3);
        for (int i = 0; i < 3 * NodeStore.NODE_PAIRS; i++) {
            small.insert(i, i);
        }
        for (int key : new int[] {-1, 100, 1_000}) {
            assertThatThrownBy(() -> small.insert(key, 7))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("nodesMax=3");
        }
        small.checkInvariants();
        assertThat(ascending(small, -9, 9_999)).hasSize(3 * NodeStore.NODE_PAIRS);
        for (int i = 0; i < 2 * NodeStore.NODE_PAIRS; i++) {
            small.remove(i, i);
        }
        assertThat(small.insert(-1, 7)).isTrue();
        small.checkInvariants();
    }

    @Test
    void failingSourceOfBitsLeavesTheIndexAsItWas() {
        SkipListIndex of = new SkipListIndex(KeyOrder.SIGNED, () -> {
            throw new UnsupportedOperationException("bits");
        });
        for (int i = 0; i < NodeStore.NODE_PAIRS; i++) {
            of.insert(i, i);
        }
        assertThatThrownBy(() -> of.insert(7, 8)).hasMessage("bits");
        assertThat(of.size()).isEqualTo(NodeStore.NODE_PAIRS);
        of.checkInvariants();
    }

    @Test
    void visitorEndsTheVisit() {
        for (int i = 0; i < 10; i++) {
            index.insert(i, i);
        }
        List<Long> seen = new ArrayList<>();
        index.ascending(0, 9, (key, value) -> {
            seen.add(key);
            return key < 3;
        });
        assertThat(seen).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void readersSeeEveryPairThatStaysWhileOthersComeAndGo() throws InterruptedException {
        int stable = 500;
        for (int i = 0; i < stable; i++) {
            index.insert(i * 10L, i);
        }
        AtomicBoolean isDone = new AtomicBoolean();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread reader = new Thread(() -> {
            while (!isDone.get() && failure.get() == null) {
                try {
                    checkStable(stable);
                } catch (Throwable e) {
                    failure.set(e);
                }
            }
        });
        reader.start();
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 300_000; i++) {
            long key = random.nextLong(stable * 10L) / 10 * 10 + 1 + random.nextInt(9);
            if (!index.insert(key, key)) {
                index.remove(key, key);
            }
        }
        isDone.set(true);
        reader.join();
        assertThat(failure.get()).isNull();
        index.checkInvariants();
    }

    private void checkStable(int stable) {
        long[] expected = {0};
        index.ascending(0, stable * 10L, (key, value) -> {
            if (key % 10 == 0) {
                assertThat(key).isEqualTo(expected[0]);
                expected[0] += 10;
            } else {
                assertThat(value).isEqualTo(key);
            }
            return true;
        });
        assertThat(expected[0]).isEqualTo(stable * 10L);
        SkipListIndex.Pair pair = new SkipListIndex.Pair();
        assertThat(index.find(10, -1)).isEqualTo(1);
        assertThat(index.floor(stable * 5L, pair)).isTrue();
        assertThat(pair.key()).isEqualTo(stable * 5L);
    }

    private List<String> ascending(long from, long to) {
        return ascending(index, from, to);
    }

    private List<String> descending(long from, long to) {
        return descending(index, from, to);
    }

    private static List<String> ascending(SkipListIndex of, long from, long to) {
        List<String> pairs = new ArrayList<>();
        of.ascending(from, to, (key, value) -> pairs.add(key + "=" + value));
        return pairs;
    }

    private static List<String> descending(SkipListIndex of, long from, long to) {
        List<String> pairs = new ArrayList<>();
        of.descending(from, to, (key, value) -> pairs.add(key + "=" + value));
        return pairs;
    }

    private static List<Long> keys(SkipListIndex of) {
        List<Long> keys = new ArrayList<>();
        SkipListIndex.Pair pair = new SkipListIndex.Pair();
        of.first(pair);
        long first = pair.key();
        of.last(pair);
        of.ascending(first, pair.key(), (key, value) -> keys.add(key));
        return keys;
    }
}
