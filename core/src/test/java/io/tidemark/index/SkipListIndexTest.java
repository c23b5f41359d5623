package io.tidemark.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

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

    @Test
    void rangeOverSeveralPartsIsWhole() {
        int count = SkipListIndex.PART_PAIRS * 3 + 1;
        for (int i = 0; i < count; i++) {
            index.insert(7, i == 0 ? Long.MIN_VALUE : i == 1 ? Long.MAX_VALUE : i);
        }
        assertThat(ascending(7, 7)).hasSize(count);
        assertThat(descending(7, 7)).hasSize(count);
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
    void freedNodesAreUsedAgain() {
        for (int i = 0; i < 1_000; i++) {
            index.insert(i, i);
        }
        long bytes = index.memoryBytes();
        for (int round = 0; round < 50; round++) {
            for (int i = 0; i < 1_000; i++) {
                assertThat(index.remove(i + round * 1_000L, i + round * 1_000L)).isTrue();
                index.insert(i + (round + 1) * 1_000L, i + (round + 1) * 1_000L);
            }
            index.checkInvariants();
        }
        assertThat(index.size()).isEqualTo(1_000);
        assertThat(index.memoryBytes()).isLessThan(bytes * 3 / 2);
    }

    @Test
    void clearGivesTheMemoryBack() {
        for (int i = 0; i < 10_000; i++) {
            index.insert(i, i);
        }
        index.clear();
        assertThat(index.size()).isZero();
        assertThat(index.memoryBytes()).isLessThan(2_000);
        index.insert(1, 1);
        index.checkInvariants();
    }

    @Test
    void equalBitsGiveEqualMemory() {
        SkipListIndex twin = new SkipListIndex(KeyOrder.SIGNED, bits(1));
        for (int i = 0; i < 5_000; i++) {
            index.insert(i, i);
            twin.insert(i, i);
        }
        assertThat(twin.memoryBytes()).isEqualTo(index.memoryBytes());
    }

    @Test
    void memoryIsWhatTheHeapSays() {
        SkipListIndex measured = new SkipListIndex(KeyOrder.SIGNED, () -> 1);
        for (int i = 0; i < 10_000; i++) {
            measured.insert(i * 31L, i);
        }
        long heap = GraphLayout.parseInstance(measured).totalSize();
        assertThat(measured.memoryBytes()).isBetween(heap - 600, heap);
        assertThat(measured.memoryBytes() / 10_000).isLessThan(40);
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
        List<String> pairs = new ArrayList<>();
        index.ascending(from, to, (key, value) -> pairs.add(key + "=" + value));
        return pairs;
    }

    private List<String> descending(long from, long to) {
        List<String> pairs = new ArrayList<>();
        index.descending(from, to, (key, value) -> pairs.add(key + "=" + value));
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
