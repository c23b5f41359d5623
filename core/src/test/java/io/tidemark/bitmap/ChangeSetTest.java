package io.tidemark.bitmap;

import static io.tidemark.event.EventKind.CREATE;
import static io.tidemark.event.EventKind.DELETE;
import static io.tidemark.event.EventKind.FLUSH;
import static io.tidemark.event.EventKind.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.event.EventKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangeSetTest {
    private static final long BLOCK = 7;

    private ChangeSet last = ChangeSet.EMPTY;

    @AfterEach
    void invariantsHold() {
        last.checkInvariants();
    }

    @Test
    void untouchedBlockIsClean() {
        assertThat(window().state(BLOCK)).isEqualTo(BlockState.CLEAN);
        assertThat(window()).isSameAs(ChangeSet.EMPTY);
    }

    @Test
    void firstAndLastChangeDecideTheState() {
        assertThat(window(UPDATE).state(BLOCK)).isEqualTo(BlockState.DIRTY);
        assertThat(window(CREATE).state(BLOCK)).isEqualTo(BlockState.NEW);
        assertThat(window(CREATE, UPDATE).state(BLOCK)).isEqualTo(BlockState.NEW);
        assertThat(window(CREATE, DELETE).state(BLOCK)).isEqualTo(BlockState.DELETED);
        assertThat(window(DELETE).state(BLOCK)).isEqualTo(BlockState.DELETED);
        assertThat(window(DELETE, CREATE).state(BLOCK)).isEqualTo(BlockState.DIRTY);
        assertThat(window(CREATE, DELETE, CREATE).state(BLOCK)).isEqualTo(BlockState.NEW);
        assertThat(window(DELETE, UPDATE).state(BLOCK)).isEqualTo(BlockState.DIRTY);
    }

    @Test
    void flushNeverMakesABlockClean() {
        ChangeSet flushed = window(UPDATE, FLUSH);
        assertThat(flushed.state(BLOCK)).isEqualTo(BlockState.DIRTY);
        assertThat(flushed.dirty().contains(BLOCK)).isTrue();
        assertThat(flushed.unflushed().isEmpty()).isTrue();
    }

    @Test
    void flushBeforeTheLastWriteLeavesItUnflushed() {
        assertThat(window(UPDATE, FLUSH, UPDATE).unflushed().contains(BLOCK)).isTrue();
        assertThat(window(UPDATE, DELETE).unflushed().contains(BLOCK)).isFalse();
    }

    @Test
    void flushOnlyWindowTouchesNothingButIsNotEmpty() {
        ChangeSet flush = window(FLUSH);
        assertThat(flush.touched().isEmpty()).isTrue();
        assertThat(flush.state(BLOCK)).isEqualTo(BlockState.CLEAN);
        assertThat(flush.isEmpty()).isFalse();
        assertThat(window(UPDATE).then(flush)).isEqualTo(window(UPDATE, FLUSH));
    }

    @Test
    void setsPartitionTheTouchedBlocks() {
        byte[] kinds = {CREATE.code(), UPDATE.code(), DELETE.code(), FLUSH.code()};
        ChangeSet set = ChangeSet.of(new long[] {3, 2, 1, 0}, kinds, 4);
        assertThat(set.created().toArray()).containsExactly(3);
        assertThat(set.modified().toArray()).containsExactly(2);
        assertThat(set.deleted().toArray()).containsExactly(1);
        assertThat(set.dirty().toArray()).containsExactly(2, 3);
        assertThat(set.flushed().toArray()).containsExactly(0);
        assertThat(set.touched().toArray()).containsExactly(1, 2, 3);
    }

    @Test
    void columnsAreReadUpToTheCountAndNotChanged() {
        long[] blocks = {9, -1, 4, 100};
        byte[] kinds = {1, 0, 3, 99};
        ChangeSet set = ChangeSet.of(blocks, kinds, 3);
        assertThat(set.touched().toArray()).containsExactly(4, 9, -1);
        assertThat(blocks).containsExactly(9, -1, 4, 100);
        assertThat(kinds).containsExactly(1, 0, 3, 99);
    }

    @Test
    void columnsWithAnUnknownKindAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChangeSet.of(new long[2], new byte[] {0, 4}, 2))
                .withMessage("event kind must be from 0 to 3: code=4");
        assertThatIllegalArgumentException().isThrownBy(() -> ChangeSet.of(new long[1], new byte[] {-1}, 1));
    }

    @Test
    void columnsShorterThanTheCountAreRefused() {
        assertThatThrownBy(() -> ChangeSet.of(new long[1], new byte[2], 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ChangeSet.of(new long[2], new byte[1], 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void builderOverManyBatchesEqualsOneColumn() {
        int count = 200_000;
        long[] blocks = new long[count];
        byte[] kinds = new byte[count];
        ChangeSet.Builder builder = ChangeSet.builder();
        for (int i = 0; i < count; i++) {
            blocks[i] = i * 7919L % 5003;
            kinds[i] = (byte) (i * 31 % 101 % 4);
            builder.accept(EventKind.ofCode(kinds[i]), blocks[i], i, i);
        }
        last = builder.build();
        assertThat(last).isEqualTo(ChangeSet.of(blocks, kinds, count));
        assertThat(builder.build()).isSameAs(ChangeSet.EMPTY);
    }

    @Test
    void columnsBetweenSingleEventsKeepTheirPlace() {
        long[] blocks = {1, 2, 3};
        byte[] kinds = {CREATE.code(), UPDATE.code(), DELETE.code()};
        last = ChangeSet.builder()
                .add(DELETE, 1)
                .add(FLUSH, 2)
                .addAll(blocks, kinds, 3)
                .addAll(blocks, kinds, 0)
                .add(FLUSH, 1)
                .add(CREATE, 3)
                .build();
        assertThat(last)
                .isEqualTo(ChangeSet.builder()
                        .add(DELETE, 1)
                        .add(FLUSH, 2)
                        .add(CREATE, 1)
                        .add(UPDATE, 2)
                        .add(DELETE, 3)
                        .add(FLUSH, 1)
                        .add(CREATE, 3)
                        .build());
    }

    @Test
    void rawPartsGiveTheSameSetBack() throws CorruptDataException {
        ChangeSet set = window(CREATE, DELETE).then(window(UPDATE)).then(window(FLUSH));
        assertThat(ChangeSet.from(set.touched(), set.firstCreated(), set.lastDeleted(), set.unflushed(), set.flushed()))
                .isEqualTo(set)
                .hasSameHashCodeAs(set);
    }

    @Test
    void rawPartsThatNoWindowHasAreRefused() {
        BlockSet none = BlockSet.EMPTY;
        BlockSet one = BlockSet.of(BLOCK);
        assertThatThrownBy(() -> ChangeSet.from(none, one, none, none, none))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("firstCreated within touched")
                .hasMessageContaining("block 7");
        assertThatThrownBy(() -> ChangeSet.from(none, none, one, none, none))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("lastDeleted within touched");
        assertThatThrownBy(() -> ChangeSet.from(none, none, none, one, none))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("unflushed within touched");
        assertThatThrownBy(() -> ChangeSet.from(one, none, one, one, none))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("disjoint");
    }

    @Test
    void invariantCheckerFindsABrokenSet() {
        ChangeSet broken =
                new ChangeSet(BlockSet.EMPTY, BlockSet.of(BLOCK), BlockSet.EMPTY, BlockSet.EMPTY, BlockSet.EMPTY);
        assertThatThrownBy(broken::checkInvariants).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void equalPartsAreKeptAndCountedOnce() {
        ChangeSet updates = window(UPDATE);
        assertThat(updates.unflushed()).isSameAs(updates.touched());
        assertThat(updates.memoryBytes()).isLessThan(2 * updates.touched().memoryBytes());
    }

    @Test
    void toStringCounts() {
        assertThat(window(CREATE, DELETE))
                .hasToString("ChangeSet[touched=1, firstCreated=1, lastDeleted=1, unflushed=0, flushed=0]");
    }

    /** The window of these events of {@link #BLOCK}. */
    private ChangeSet window(EventKind... kinds) {
        ChangeSet.Builder builder = ChangeSet.builder();
        for (EventKind kind : kinds) {
            builder.add(kind, BLOCK);
        }
        last = builder.build();
        return last;
    }
}
