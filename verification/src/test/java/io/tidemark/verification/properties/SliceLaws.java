package io.tidemark.verification.properties;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bitmap.BlockSet;
import io.tidemark.bitmap.ChangeSet;
import java.util.Iterator;

/** What the slices of a window have to keep: none empty, ascending, together the whole, none too large. */
record SliceLaws(WindowParts whole, long blocksMax) {
    void hold(Iterator<ChangeSet> slices) {
        WindowParts union = WindowParts.EMPTY;
        BlockSet before = BlockSet.EMPTY;
        while (slices.hasNext()) {
            WindowParts slice = WindowParts.of(slices.next());
            BlockSet blocks = slice.touched().or(slice.flushed());
            assertThat(blocks.isEmpty()).isFalse();
            if (!before.isEmpty()) {
                assertThat(Long.compareUnsigned(before.last(), blocks.first())).isNegative();
            }
            if (blocks.cardinality() > blocksMax) {
                assertThat(blocks.last() >>> 16).isEqualTo(blocks.first() >>> 16);
            }
            union = union.or(slice);
            before = blocks;
        }
        assertThat(union).isEqualTo(whole);
    }
}
