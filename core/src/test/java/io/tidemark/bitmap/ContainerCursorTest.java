package io.tidemark.bitmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class ContainerCursorTest {
    private static final BlockSet BLOCKS =
            BlockSet.of(1, 2, 5L << 16, 9L << 16 | 7, 1L << 32, (1L << 32) + (3L << 16), -1);

    private final ContainerCursor cursor = new ContainerCursor(BLOCKS);

    @Test
    void visitsEveryContainerAcrossBuckets() {
        long[] places = {0, 5, 9, 1L << 16, (1L << 16) + 3, ContainerCursor.END - 1};
        for (long place : places) {
            assertThat(cursor.place()).isEqualTo(place);
            assertThat(cursor.container().key()).isEqualTo((char) place);
            cursor.next();
        }
        assertThat(cursor.place()).isEqualTo(ContainerCursor.END);
        assertThatIllegalStateException().isThrownBy(cursor::container);
    }

    @Test
    void seeksForwardOnly() {
        cursor.seek(4);
        assertThat(cursor.place()).isEqualTo(5);
        cursor.seek(2);
        assertThat(cursor.place()).isEqualTo(5);
        cursor.seek(10);
        assertThat(cursor.place()).isEqualTo(1L << 16);
        cursor.seek((1L << 16) + 4);
        assertThat(cursor.place()).isEqualTo(ContainerCursor.END - 1);
        cursor.seek(ContainerCursor.END);
        assertThat(cursor.place()).isEqualTo(ContainerCursor.END);
    }

    @Test
    void seeksBeyondContainersOfOneBucket() {
        cursor.seek(6);
        assertThat(cursor.place()).isEqualTo(9);
        cursor.seek((1L << 16) + 1);
        assertThat(cursor.place()).isEqualTo((1L << 16) + 3);
    }

    @Test
    void seeksToItsEndFromTheFirstBucket() {
        cursor.seek(ContainerCursor.END);
        assertThat(cursor.place()).isEqualTo(ContainerCursor.END);
    }

    @Test
    void emptySetIsAtItsEnd() {
        assertThat(new ContainerCursor(BlockSet.EMPTY).place()).isEqualTo(ContainerCursor.END);
    }
}
