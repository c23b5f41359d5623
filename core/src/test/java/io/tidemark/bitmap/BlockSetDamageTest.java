package io.tidemark.bitmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Each rule of the byte format, broken once; the message names the place, what belongs there and what was found. */
class BlockSetDamageTest {
    private static final int NO_RUNS = 12346;
    private static final int RUNS = 12347;

    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);

    @Test
    void bucketCountMustBeThere() {
        bytes.putInt(0);
        assertDamage(0, "8 bytes", "4");
    }

    @Test
    void moreBucketsThanBytesAreRefusedBeforeAnythingIsAllocated() {
        bytes.putLong(-1);
        assertDamage(0, "at most 0 buckets", "18446744073709551615");
        bytes.putLong(Integer.MAX_VALUE).position(1000);
        assertDamage(0, "at most 66 buckets", "2147483647");
    }

    @Test
    void highKeysMustAscendUnsigned() {
        bytes.putLong(2);
        one(-1);
        one(5);
        assertDamage(8 + 22, "high key above 4294967295", "5");
    }

    @Test
    void highKeysMustDiffer() {
        bytes.putLong(2);
        one(5);
        one(5);
        assertDamage(8 + 22, "high key above 5", "5");
    }

    @Test
    void missingBucketIsFound() {
        bytes.putLong(2);
        one(5);
        bytes.putInt(6).put(new byte[19]);
        assertDamage(8 + 22 + 4, "Roaring cookie", "0");
    }

    @Test
    void cookieMustBeKnown() {
        set().putInt(12345).putInt(1).putLong(0);
        assertDamage(12, "Roaring cookie 12346 or 12347", "12345");
    }

    @Test
    void cookieWithoutRunsHasNoUpperHalf() {
        set().putInt(NO_RUNS | 1 << 16).putInt(1).putLong(0);
        assertDamage(12, "Roaring cookie 12346 or 12347", "77882");
    }

    @Test
    void emptyBitmapIsRefused() {
        set().putInt(NO_RUNS).putInt(0).putLong(0);
        assertDamage(16, "1 to 65536 containers", "0");
    }

    @Test
    void moreContainersThanKeysAreRefused() {
        set().putInt(NO_RUNS).putInt(65537).putLong(0);
        assertDamage(16, "1 to 65536 containers", "65537");
        set().putInt(NO_RUNS).putInt(-1).putLong(0);
        assertDamage(16, "1 to 65536 containers", "4294967295");
    }

    @Test
    void headerMustBeThere() {
        set().putInt(NO_RUNS).putInt(65536).putLong(0);
        assertDamage(12, "524296 bytes", "16");
        set().putInt(RUNS | 0xFFFF << 16).putLong(0);
        assertDamage(12, "8196 bytes", "12");
    }

    @Test
    void flagsAfterTheLastContainerMustBeZero() {
        set().putInt(RUNS).put((byte) 0b101);
        bytes.putInt(0).putChar((char) 1).putInt(0);
        assertDamage(16, "zero bits after the last run flag", "10");
    }

    @Test
    void containerKeysMustAscend() {
        set().putInt(NO_RUNS).putInt(2).putInt(7).putInt(7);
        bytes.putInt(24).putInt(26).putInt(0);
        assertDamage(12 + 12, "container key above 7", "7");
    }

    @Test
    void offsetsMustPointAtTheContainers() {
        set().putInt(NO_RUNS).putInt(1).putInt(0).putInt(17).putInt(0);
        assertDamage(12 + 12, "container offset 16", "17");
    }

    @Test
    void arrayMustAscend() {
        set().putInt(NO_RUNS).putInt(1).putInt(1 << 16).putInt(16);
        bytes.putChar((char) 9).putChar((char) 9);
        assertDamage(12 + 18, "array value above 9", "9");
    }

    @Test
    void arrayMustBeThere() {
        set().putInt(NO_RUNS).putInt(1).putInt(9 << 16).putInt(16).putInt(0);
        assertDamage(12 + 16, "20 bytes", "4");
    }

    @Test
    void bitmapMustHaveAsManyBitsAsTheHeaderSays() {
        set().putInt(NO_RUNS).putInt(1).putInt(4096 << 16).putInt(16);
        bytes.put(new byte[8192]);
        assertDamage(12 + 16, "container of 4097 values", "0");
    }

    @Test
    void bitmapMustBeThere() {
        set().putInt(NO_RUNS).putInt(1).putInt(4096 << 16).putInt(16);
        bytes.put(new byte[8191]);
        assertDamage(12 + 16, "8192 bytes", "8191");
    }

    @Test
    void runContainerMustHaveRuns() {
        runs(1, 0);
        bytes.putInt(0);
        assertDamage(12 + 9, "1 run or more", "0");
    }

    @Test
    void runCountMustBeThere() {
        bytes.putLong(1)
                .putInt(0)
                .putInt(RUNS | 1 << 16)
                .put((byte) 0b11)
                .putInt(0)
                .putInt(1);
        bytes.putChar((char) 1).putInt(0);
        assertDamage(12 + 19, "2 bytes", "0");
    }

    @Test
    void runsMustBeThere() {
        runs(1, 65535);
        bytes.putInt(0);
        assertDamage(12 + 9, "262142 bytes", "6");
    }

    @Test
    void runsMustNotOverlap() {
        runs(8, 2);
        run(10, 3);
        run(13, 3);
        assertDamage(12 + 15, "run that begins above 14", "13");
    }

    @Test
    void runsMustNotTouch() {
        runs(8, 2);
        run(10, 3);
        run(14, 3);
        assertDamage(12 + 15, "run that begins above 14", "14");
    }

    @Test
    void runsMustNotWrap() {
        runs(8, 1);
        run(65530, 6);
        assertDamage(12 + 13, "run that ends at 65535 or below", "65536");
    }

    @Test
    void runsMustHaveAsManyValuesAsTheHeaderSays() {
        runs(8, 1);
        run(10, 6);
        assertDamage(12 + 9, "container of 8 values", "7");
    }

    @Test
    void wholeFormsThatOursNeverTakesAreAccepted() throws CorruptDataException {
        set().putInt(RUNS).put((byte) 0).putInt(0).putChar((char) 77);
        assertThat(BlockSet.deserialize(bytes.flip()).toArray()).containsExactly(77);
        bytes.clear();
        runs(1, 1);
        run(65535, 0);
        assertThat(BlockSet.map(bytes.flip()).toArray()).containsExactly(65535);
    }

    @Test
    void positionsCountFromTheBeginOfTheSet() {
        set().putInt(12345).putInt(1).putLong(0);
        ByteBuffer shifted = ByteBuffer.allocate(1000).position(100).put(bytes.flip());
        assertThatThrownBy(() -> BlockSet.deserialize(shifted.flip().position(100)))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("position=12,");
        assertThat(shifted.position()).isEqualTo(100);
    }

    /** Begins a set of one bucket. */
    private ByteBuffer set() {
        return bytes.clear().putLong(1).putInt(0);
    }

    /** A whole bucket of one block, 22 bytes. */
    private void one(int high) {
        bytes.putInt(high).putInt(NO_RUNS).putInt(1).putInt(0).putInt(16).putChar((char) 3);
    }

    /** A set up to the runs of its only container. */
    private void runs(int cardinality, int runs) {
        set().putInt(RUNS).put((byte) 1).putChar((char) 0).putChar((char) (cardinality - 1));
        bytes.putChar((char) runs);
    }

    private void run(int first, int lengthMinusOne) {
        bytes.putChar((char) first).putChar((char) lengthMinusOne);
    }

    /** Both ways in refuse what was put so far, with this message. */
    private void assertDamage(int position, String expected, String found) {
        bytes.flip();
        assertThatThrownBy(() -> BlockSet.deserialize(bytes))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("position=" + position + ", expected=" + expected)
                .hasMessageEndingWith("found=" + found);
        assertThatThrownBy(() -> BlockSet.map(bytes)).isInstanceOf(CorruptDataException.class);
        assertThat(bytes.position()).isZero();
        bytes.clear();
    }
}
