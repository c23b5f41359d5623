package io.tidemark.bitmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import org.junit.jupiter.api.Test;

class BlockSetTest {
    private static final long ABOVE_LONG_MAX = Long.MIN_VALUE;
    private static final long UNSIGNED_MAX = -1L;

    private final BlockSet borders =
            BlockSet.of(UNSIGNED_MAX, 0, 1L << 16, ABOVE_LONG_MAX, 1L << 32, 65535, Long.MAX_VALUE, 0);

    @Test
    void emptySetHasNothing() {
        assertThat(BlockSet.EMPTY.isEmpty()).isTrue();
        assertThat(BlockSet.EMPTY.cardinality()).isZero();
        assertThat(BlockSet.EMPTY.contains(0)).isFalse();
        assertThat(BlockSet.EMPTY.ascending().hasNext()).isFalse();
        assertThat(BlockSet.EMPTY.descending().hasNext()).isFalse();
        assertThatThrownBy(BlockSet.EMPTY::first).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(BlockSet.EMPTY::last).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void ordersUnsigned() {
        assertThat(borders.toArray())
                .containsExactly(0, 65535, 1L << 16, 1L << 32, Long.MAX_VALUE, ABOVE_LONG_MAX, UNSIGNED_MAX);
        assertThat(all(borders.descending()))
                .containsExactly(UNSIGNED_MAX, ABOVE_LONG_MAX, Long.MAX_VALUE, 1L << 32, 1L << 16, 65535L, 0L);
        assertThat(borders.first()).isZero();
        assertThat(borders.last()).isEqualTo(UNSIGNED_MAX);
    }

    @Test
    void iteratesFromABlockInclusive() {
        assertThat(all(borders.ascendingFrom(1L << 32)))
                .containsExactly(1L << 32, Long.MAX_VALUE, ABOVE_LONG_MAX, UNSIGNED_MAX);
        assertThat(all(borders.ascendingFrom((1L << 32) + 1)))
                .containsExactly(Long.MAX_VALUE, ABOVE_LONG_MAX, UNSIGNED_MAX);
        assertThat(all(borders.descendingFrom(1L << 16))).containsExactly(1L << 16, 65535L, 0L);
        assertThat(all(borders.descendingFrom((1L << 16) - 1))).containsExactly(65535L, 0L);
    }

    @Test
    void iteratorsEndWithAnException() {
        PrimitiveIterator.OfLong ascending = borders.ascendingFrom(UNSIGNED_MAX);
        PrimitiveIterator.OfLong descending = borders.descendingFrom(0);
        assertThat(ascending.nextLong()).isEqualTo(UNSIGNED_MAX);
        assertThat(descending.nextLong()).isZero();
        assertThatThrownBy(ascending::nextLong).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(descending::nextLong).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void betweenIsInclusiveAtBothEnds() {
        assertThat(borders.between(65535, Long.MAX_VALUE).toArray())
                .containsExactly(65535, 1L << 16, 1L << 32, Long.MAX_VALUE);
        assertThat(borders.between(1, 0).isEmpty()).isTrue();
        assertThat(borders.between(0, UNSIGNED_MAX)).isEqualTo(borders);
    }

    @Test
    void denseRangeTakesAFewBytes() {
        BlockSet million = BlockSet.builder().addRange(1000, 1_000_999).build();
        assertThat(million.cardinality()).isEqualTo(1_000_000);
        assertThat(million.serializedBytes()).isLessThan(400);
        assertThat(million.contains(999)).isFalse();
        assertThat(million.contains(1_000_999)).isTrue();
        assertThat(million.contains(1_001_000)).isFalse();
    }

    @Test
    void rangesCrossBucketsAndContinueOpenContainers() {
        BlockSet set = BlockSet.builder()
                .add(5)
                .addRange(7, (1L << 32) + 2)
                .add((1L << 32) + 3)
                .addRange(100, 200)
                .build();
        assertThat(set.cardinality()).isEqualTo((1L << 32) - 7 + 3 + 1 + 1);
        assertThat(set.contains(6)).isFalse();
        assertThat(set.last()).isEqualTo((1L << 32) + 3);
        assertThat(set)
                .isEqualTo(
                        BlockSet.builder().addRange(5, (1L << 32) + 3).build().andNot(BlockSet.of(6)));
    }

    @Test
    void rangeWithMistakenBordersIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlockSet.builder().addRange(2, 1))
                .withMessage("a range must not end before it begins: first=2, last=1");
        assertThatIllegalArgumentException().isThrownBy(() -> BlockSet.builder().addRange(0, UNSIGNED_MAX));
    }

    @Test
    void builderStartsAfreshAfterBuild() {
        BlockSet.Builder builder = BlockSet.builder().add(9).add(3);
        assertThat(builder.build().toArray()).containsExactly(3, 9);
        assertThat(builder.add(1).build().toArray()).containsExactly(1);
        assertThat(builder.build()).isSameAs(BlockSet.EMPTY);
    }

    @Test
    void unchangedBucketsAreShared() {
        BlockSet low = BlockSet.of(1, 2, 3);
        BlockSet high = BlockSet.of(1L << 40);
        assertThat(low.or(high).bucket(0)).isSameAs(low.bucket(0));
        assertThat(low.or(high).bucket(1)).isSameAs(high.bucket(0));
        assertThat(low.or(BlockSet.of(2)).bucket(0)).isSameAs(low.bucket(0));
        assertThat(low.andNot(BlockSet.of(7)).bucket(0)).isSameAs(low.bucket(0));
    }

    @Test
    void serializesAsTheFormatSays() {
        byte[] bytes = new byte[30];
        BlockSet.of(0x1_0002_0003L).serialize(ByteBuffer.wrap(bytes));
        assertThat(bytes)
                .containsExactly(
                        1, 0, 0, 0, 0, 0, 0, 0, // buckets
                        1, 0, 0, 0, // high key
                        0x3a, 0x30, 0, 0, // cookie without runs
                        1, 0, 0, 0, // containers
                        2, 0, 0, 0, // key, cardinality - 1
                        16, 0, 0, 0, // offset
                        3, 0); // the value
    }

    @Test
    void serializeMovesThePositionAndLeavesTheOrder() {
        ByteBuffer target = ByteBuffer.allocate(1000).position(3);
        borders.serialize(target);
        assertThat(target.position()).isEqualTo(3 + (int) borders.serializedBytes());
        assertThat(target.order()).isEqualTo(ByteBuffer.allocate(1).order());
    }

    @Test
    void serializeIntoTooSmallABufferLeavesThePosition() {
        ByteBuffer target = ByteBuffer.allocate((int) borders.serializedBytes() - 1);
        assertThatThrownBy(() -> borders.serialize(target)).isInstanceOf(BufferOverflowException.class);
        assertThat(target.position()).isZero();
    }

    @Test
    void readsBackFromTheMiddleOfABuffer() throws CorruptDataException {
        ByteBuffer bytes = ByteBuffer.allocate(5 + (int) borders.serializedBytes() + 7);
        borders.serialize(bytes.position(5));
        bytes.position(5);
        assertThat(BlockSet.map(bytes.duplicate())).isEqualTo(borders);
        assertThat(BlockSet.deserialize(bytes)).isEqualTo(borders);
        assertThat(bytes.remaining()).isEqualTo(7);
    }

    @Test
    void mappedSetOwnsLessThanItsCopy() throws CorruptDataException {
        BlockSet.Builder builder = BlockSet.builder();
        for (int i = 0; i < 10_000; i++) {
            builder.add(3L * i);
        }
        BlockSet set = builder.build();
        BlockSet mapped = BlockSet.map(serialized(set));
        assertThat(set.memoryBytes()).isBetween(set.serializedBytes(), set.serializedBytes() + 400);
        assertThat(mapped.memoryBytes()).isLessThan(400);
        assertThat(mapped).isEqualTo(set).hasSameHashCodeAs(set);
    }

    @Test
    void toStringIsShort() {
        assertThat(borders).hasToString("BlockSet[7 blocks, 0 to 18446744073709551615]");
        assertThat(BlockSet.EMPTY).hasToString("BlockSet[0 blocks]");
    }

    @Test
    void toArrayOfTooManyBlocksIsRefused() {
        BlockSet large = BlockSet.builder().addRange(0, Integer.MAX_VALUE).build();
        assertThatThrownBy(large::toArray)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cardinality=2147483648");
    }

    private static ByteBuffer serialized(BlockSet set) {
        ByteBuffer bytes = ByteBuffer.allocate((int) set.serializedBytes());
        set.serialize(bytes);
        return bytes.flip();
    }

    private static List<Long> all(PrimitiveIterator.OfLong blocks) {
        List<Long> list = new ArrayList<>();
        blocks.forEachRemaining((long block) -> list.add(block));
        return list;
    }
}
